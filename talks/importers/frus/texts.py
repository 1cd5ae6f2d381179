"""The text of TEI elements as a reader would say it: no notes, no page breaks, no line breaks."""

import re

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# Not of the text: footnotes, page breaks, pictures.
SILENT = {"note", "pb", "figure", "graphic", "anchor", "milestone", "fw"}
# A word that is divided at the end of a page, with the break where it stood.
PAGE = "\ue000"
DIVIDED = re.compile(rf"(?<=\w)[-\u00ad\u2010]{PAGE}(?=[a-z])")


def name_of(element):
    """The local name of an element; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def pieces(element, silent=SILENT):
    """The strings of an element in order; a page break is a mark, a line break a space."""
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name == "pb":
            yield PAGE
        elif name == "lb":
            yield " "
        elif name and name not in silent:
            yield from pieces(child, silent)
            yield " " if name in {"item", "head", "p", "cell", "row", "label"} else ""
        yield child.tail or ""


def text_of(element, silent=SILENT):
    """The text of an element on one line; a word that a page divides is whole again."""
    return plain("".join(pieces(element, silent)))


def plain(text):
    joined = DIVIDED.sub("", text).replace(PAGE, "")
    joined = re.sub(r"\s+", " ", joined).strip()
    joined = re.sub(r" +([,.;:!?)\]])", r"\1", joined)
    return joined.replace("'", "’")


def lines_of(element):
    """Pieces of an element between its line breaks, each a list of (text, persName or None)."""
    lines = [[]]

    def walk(node, person):
        lines[-1].append((node.text or "", person))
        for child in node:
            name = name_of(child)
            if name == "lb":
                lines.append([])
            elif name == "pb":
                lines[-1].append((PAGE, person))
            elif name and name not in SILENT and name not in {"list", "table"}:
                walk(child, child if name == "persName" else person)
            lines[-1].append((child.tail or "", person))

    walk(element, None)
    return [line for line in lines if "".join(text for text, _ in line).strip()]


def children(element, *names):
    return [child for child in element if name_of(child) in names]


def descendants(element, *names):
    return [node for node in element.iter() if name_of(node) in names]


def line_of(element):
    return element.sourceline or 0
