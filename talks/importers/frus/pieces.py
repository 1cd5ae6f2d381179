"""Text in pieces, each with the persName that it stands in: cut and split without losing whose.

A piece is a pair of text and persName element, or None.
"""

import re

from .texts import PAGE, plain


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
    """Names in one line, apart: at semicolons where there are any, else at commas and "and"."""
    whole = "".join(text for text, _ in pieces)
    break_at = r";\s*(?:and )?" if ";" in whole else r",\s*(?:and )?|\s+and\s+"
    parts = [[]]
    for text, person in pieces:
        if person is not None:
            parts[-1].append((text, person))
            continue
        first, *rest = re.split(break_at, text)
        parts[-1].append((first, None))
        parts += [[(part, None)] for part in rest]
    return [part for part in parts if "".join(text for text, _ in part).strip(" .,;")]
