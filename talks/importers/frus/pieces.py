"""Text in pieces, each with the persName that it stands in: cut and split without losing whose.

A piece is a pair of text and persName element, or None.
"""

import re

from .texts import PAGE, plain

# How one more person begins in a line of several.
BEGINS = re.compile(
    r"(?:for [a-z ]{3,40} )?(?:(?:Mr|Mrs|Miss|Messrs|Dr|Sir|Lord|M|Mme|Amb|Gen|Col|Sen|H\.E)\b\.?|"
    r"(?:the )?(?:Secretary|President|Vice|Under|Acting|Deputy|Assistant|Ambassador|Minister|Prime|"
    r"Foreign|Senator|General|Admiral|Colonel|Chancellor|Chairman|Premier|King|"
    r"Counselor) ?(?:[A-Z]|of|$))",
)


def joined(lines):
    """Lines as entries: one that goes on in lower case, or after a comma, belongs to the last."""
    entries = []
    for line in lines:
        text = plain("".join(text for text, _ in line))
        before = plain("".join(text for text, _ in entries[-1])) if entries else ""
        if entries and (text[:1].islower() or before.endswith((",", " of", " the", " and", "-"))):
            entries[-1] = [*entries[-1], (" ", None), *line]
        else:
            entries.append(line)
    return entries


def without(pieces, count):
    """Pieces without the first characters of their plain text."""
    rest, left = [], count
    for text, person in normal(pieces):
        cut = min(left, len(text))
        left -= cut
        if text[cut:]:
            rest.append((text[cut:], person))
    return rest


def normal(pieces):
    """Pieces whose texts together are the plain text."""
    result, ends_blank = [], True
    for text, person in pieces:
        text = re.sub(r"\s+", " ", text.replace(PAGE, "")).replace("'", "’")
        if ends_blank:
            text = text.lstrip(" ")
        if text:
            ends_blank = text.endswith(" ")
            result.append((text, person))
    return result


def split_names(pieces):
    """Names in one line, apart: at semicolons where there are any, else at commas and "and".

    Behind a comma stands another one only where a title or a name marked as such begins; else it is
    the post of the one before, unless nobody has a title.
    """
    whole = "".join(text for text, _ in pieces)
    if ";" in whole:
        return split_at(r";\s*(?:and )?", pieces)
    parts = split_at(r",\s*(?:and )?|\s+and\s+", pieces)
    begins = [
        any(person is not None for _, person in part) or BEGINS.match(said(part)) for part in parts
    ]
    if not any(begins[1:]):
        return parts if not begins[:1] == [True] else [pieces]
    people = []
    for part, is_new in zip(parts, begins, strict=True):
        if people and not is_new:
            people[-1] = [*people[-1], (", ", None), *part]
        else:
            people.append(part)
    return people


def said(pieces):
    return "".join(text for text, _ in pieces).strip()


def split_at(break_at, pieces):
    parts = [[]]
    for text, person in pieces:
        if person is not None:
            parts[-1].append((text, person))
            continue
        first, *rest = re.split(break_at, text)
        parts[-1].append((first, None))
        parts += [[(part, None)] for part in rest]
    return [part for part in parts if said(part).strip(" .,;")]


# "A and B, interpreters".
PAIR = re.compile(r"^(?P<a>[^,()]+?) and (?P<b>[^,()]+?)(?P<rest>[,(].*)?$")
# "Ambassadors Bonnet, Massigli and Chauvel".
SEVERAL = re.compile(
    r"\b(?P<title>Ambassador|Minister|Secretarie|Senator|General|Messr)s\b\.? "
    r"(?P<names>[A-Z][\w’-]+(?:, [A-Z][\w’-]+(?=[,.;]| and|$))*(?:,? and [A-Z][\w’-]+)?)"
)
SINGLE = {"Messr": "Mr.", "Secretarie": "Secretary"}
PERSON = re.compile(
    r"(?:for .{3,40}? )?(?:Mr|M|Sir|Lord|Dr|General|Admiral|Colonel|Ambassador|Secretary|"
    r"Foreign Minister|Foreign Secretary|Prime Minister|"
    r"Assistant Secretary|Under Secretary)\b\.? [A-Z][a-z’]+"
)


def people_in(pieces, is_name):
    """The people of one entry apart: nearly always one. `is_name` tells a name from a title."""
    if all(person is None for _, person in pieces):
        text = SEVERAL.sub(apart, said(pieces))
        parts = split_at(r",\s*(?:and )?|\s+and\s+", [(text, None)])
        if sum(bool(PERSON.match(said(part))) for part in parts[1:]) >= 2:
            return split_names([(text, None)])
    match = PAIR.match(said(pieces))
    halves = split_at(r"\s+and\s+", pieces) if match else []
    if len(halves) == 2 and is_name(match["a"]) and is_name(match["b"]):
        return [[*halves[0], (match["rest"] or "", None)], halves[1]]
    return [pieces]


def apart(match):
    """Each with the title that the text gives all of them."""
    title = SINGLE.get(match["title"], match["title"])
    return ", ".join(f"{title} {one}" for one in re.split(r",? and |, ", match["names"]))
