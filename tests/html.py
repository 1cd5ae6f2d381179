"""Is a page valid HTML? A strict parse, and then what a parser does not see.

What may stand where is in html_rules.py. Some rules are the house's own and stricter than the
Standard: one h1, headings in order, a scope on every `th`, no style and no script in the page.
"""

import re
from collections import Counter
from itertools import pairwise

import html5lib
from html5lib.constants import E as PARSE_ERRORS

from tests import html_rules as rules

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
LANGUAGE = re.compile(r"|[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
HOUR = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?"
ZONE = r"[+-]([01]\d|2[0-3]):?[0-5]\d"
MOMENT = re.compile(
    rf"\d{{4}}(-(0[1-9]|1[0-2]))?|\d{{4}}-W[0-5]\d|{HOUR}|P\w+|{DAY}([T ]{HOUR}(Z|{ZONE})?)?"
)


def complaints_about(page):
    """What is wrong with a whole page of HTML, in sentences; none when it is valid."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parse(page)
    found = [f"line {at[0]}: {PARSE_ERRORS[code] % data}" for at, code, data in parser.errors]
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    found += [f"several elements have the id “{row}”" for row, n in Counter(ids).items() if n > 1]
    found += about_headings(tree)
    found += about_labels(tree)
    found += (line for table in all_of(tree, "table") for line in about_table(table))
    found += about_attributes(tree, set(ids))
    found += about_children(tree, (), rules.CHILDREN["html"], set(ids))
    return found


# Of the page as a whole


def about_headings(tree):
    levels = [int(row.tag[-1]) for row in tree.iter() if name_of(row) in rules.HEADINGS]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} h1"
    for above, below in pairwise([0, *levels]):
        if below > above + 1:
            yield f"an h{below} follows an h{above}"


def about_labels(tree):
    controls = [row for row in all_of(tree, *rules.LABELLED) if row.get("type") != "hidden"]
    by_id = {row.get("id"): row for row in controls}
    labelled = []
    for label in all_of(tree, "label"):
        inner = [row for row in controls if row in label.iter()]
        target = by_id.get(label.get("for")) if label.get("for") else (inner or [None])[0]
        if target is None or any(row is not target for row in inner):
            yield f"{shown(label)} does not label one control"
        labelled.append(target)
    for row in controls:
        named = any(row.get(key) for key in ("aria-label", "aria-labelledby"))
        if not named and row.tag != f"{HTML}button" and row not in labelled:
            yield f"{shown(row)} has no label"


def about_table(table):
    """Every row has as many cells as the others, and the parts stand in their order."""
    order = ["caption", "colgroup", "thead", "tbody", "tr", "tfoot"]
    parts = [order.index(name_of(row)) for row in table if name_of(row) in order]
    if parts != sorted(parts):
        yield f"{shown(table)} has its parts out of order"
    widths = set()
    for group in [table, *(row for row in table if name_of(row) in ("thead", "tbody", "tfoot"))]:
        widths |= set(row_widths([row for row in group if name_of(row) == "tr"]))
    if len(widths) > 1:
        yield f"{shown(table)} has rows of {sorted(widths)} cells"


def row_widths(rows):
    held = Counter()  # rows that still belong to a cell further up, by column
    for row in rows:
        column = 0
        for cell in row:
            while held[column] > 0:
                column += 1
            for _ in range(int(cell.get("colspan", 1))):
                held[column] = int(cell.get("rowspan", 1))
                column += 1
        yield sum(1 for rows_left in held.values() if rows_left > 0)
        held.subtract({column: 1 for column in held if held[column] > 0})


# Of each element


def about_children(parent, above, allowed, ids):
    above = (*above, name_of(parent))
    if above[-1] in rules.WITHOUT_TEXT and own_text(parent):
        yield f"{shown(parent)} has text of its own"
    for child in parent:
        name = name_of(child)
        if not name:  # a comment
            continue
        if name not in allowed:
            yield f"{shown(child)} may not stand in <{above[-1]}>"
        for outer in above:
            if name in rules.NOT_WITHIN.get(outer, ()) and child.get("type") != "hidden":
                yield f"{shown(child)} may not stand within <{outer}>"
        yield from about_attributes(child, ids)
        if child.tag.startswith(SVG):
            yield from about_children(child, above, rules.SVG_CHILDREN, ids)
        elif name in rules.TRANSPARENT:
            yield from about_children(child, above, allowed, ids)
        else:
            inner = (
                {"dt", "dd"}
                if (above[-1], name) == ("dl", "div")
                else rules.CHILDREN.get(name, rules.FLOW)
            )
            yield from about_children(child, above, inner, ids)
    yield from about_order(parent)


def about_order(parent):
    names = [name_of(child) for child in parent if name_of(child)]
    first = rules.FIRST.get(name_of(parent))
    if first in names[1:] or (first == "summary" and first not in names):
        yield f"{shown(parent)} does not begin with its one <{first}>"
    if {"dt", "dd"} & set(names) and (names[0], names[-1]) != ("dt", "dd"):
        yield f"{shown(parent)} does not begin with <dt> and end with <dd>"
    if "figcaption" in names[1:-1]:
        yield f"{shown(parent)} has its <figcaption> in the middle"


def about_attributes(element, ids):
    name = name_of(element)
    if element.tag.startswith(SVG):
        known, own = rules.SVG_SHARED, rules.SVG
    else:
        known, own = rules.GLOBAL, rules.ATTRIBUTES
    known = known | set(own.get(name, "").split())
    for key, value in element.items():
        if key not in known and not key.startswith(("aria-", "data-")):
            yield f"{shown(element)} has the attribute {key}, which we do not know there"
        if not is_value(key, value, ids):
            yield f"{shown(element)} has a wrong value: {key}={value[:60]!r}"
    if name in rules.WITHOUT_ROLE and element.get("role"):
        yield f"{shown(element)} has a role that it has already"
    for key in rules.REQUIRED.get(name, set()) - set(element.keys()):
        yield f"{shown(element)} has no {key}"
    if name == "time" and not MOMENT.fullmatch(element.get("datetime") or own_text(element)):
        yield f"{shown(element)} has no time that a program can read"
    is_data = element.get("type") == "application/ld+json"
    if name in ("script", "style") and not element.get("src") and not is_data:
        yield f"{shown(element)} stands in the page itself"


def is_value(key, value, ids):
    if key in rules.BOOLEAN:
        return value in ("", key)
    if key in rules.VALUES:
        return value in rules.VALUES[key]
    if key in rules.REFERENCES:
        return value and set(value.split()) <= ids
    if key == "id":
        return value and not re.search(r"\s", value)
    if key == "lang":
        return LANGUAGE.fullmatch(value)
    if key in ("href", "src", "action"):
        inside = value.startswith("#") and value != "#"
        return (
            value and not re.search(r"[\s<>\"{}|\\^`]", value) and (not inside or value[1:] in ids)
        )
    if key in ("tabindex", "colspan", "rowspan", "maxlength", "size", "rows", "cols"):
        return re.fullmatch(r"-1|\d+", value)
    return value or key not in ("aria-label", "role", "class", "name")


def all_of(tree, *names):
    return [row for name in names for row in tree.iter(HTML + name)]


def name_of(element):
    """`ul`, `svg`; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def own_text(element):
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def shown(element):
    """An element as one finds it in the source."""
    marks = [f'{key}="{element.get(key)[:60]}"' for key in ("id", "class") if element.get(key)]
    words = " ".join("".join(element.itertext()).split())[:40]
    return f"<{' '.join([name_of(element), *marks])}>{words and f' “{words}”'}"
