"""An item as BibTeX in UTF-8, written by `bibtexparser`; `pylatexenc` escapes what TeX would read.

Braces are written as words: BibTeX counts them, escaped or not.
"""

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field
from pylatexenc.latexencode import (
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from .days import first_day

ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
ENCODER = UnicodeToLatexEncoder(
    conversion_rules=[
        UnicodeToLatexConversionRule(RULE_DICT, {ord(sign): tex for sign, tex in ESCAPED.items()})
    ],
    replacement_latex_protection="none",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
FIELDS = {
    "event-title": "eventtitle",
    "event-place": "address",
    "publisher": "howpublished",
    "version": "version",
    "medium": "type",
    "language": "language",
    "abstract": "abstract",
}


def as_bibtex(item):
    fields = {"author": " and ".join(author_of(name) for name in item.get("author", []))}
    # A second pair of braces keeps the capitals of names.
    fields["title"] = f"{{{escaped(item['title'])}}}"
    fields |= dated(item)
    fields |= {name: escaped(item[key]) for key, name in FIELDS.items() if key in item}
    notes = [item[key].rstrip(".") for key in ("genre", "note") if key in item]
    fields["note"] = escaped(". ".join([*notes, f"Version {item['version']}"]))
    # Programs read these two as they stand.
    fields |= {"url": item["URL"], "urldate": hyphened(first_day(item["accessed"]))}
    entry = Entry("misc", item["id"], [Field(name, text) for name, text in fields.items() if text])
    enclosed = AddEnclosingMiddleware(
        reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{"
    )
    return bibtexparser.write_string(Library([entry]), unparse_stack=[enclosed])


def author_of(name):
    """In braces where it is one name; each part where it has an "and" or a comma in it."""
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    return ", ".join(guarded(name[part]) for part in ("family", "given"))


def guarded(part):
    text = escaped(part)
    return f"{{{text}}}" if "," in text or " and " in f" {text.lower()} " else text


def dated(item):
    """`date` for BibLaTeX, `year` and `month` for BibTeX."""
    issued = item.get("issued", {})
    if "literal" in issued:
        return {"year": escaped(issued["literal"])}
    if not issued:
        return {}
    first, about = first_day(issued), "~" if issued.get("circa") else ""
    days = [f"{hyphened(day)}{about}" for day in issued["date-parts"]]
    month = {"month": str(first[1])} if len(first) > 1 else {}
    return {"date": "/".join(days), "year": f"{first[0]:04}", **month}


def hyphened(day):
    return "-".join([f"{day[0]:04}", *(f"{part:02}" for part in day[1:])])


def escaped(text):
    return ENCODER.unicode_to_latex(text)
