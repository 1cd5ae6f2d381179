"""The list of participants of a document: its sides and their entries, in whatever shape it has.

Shapes seen: items under side headings that are items themselves; lists inside items; lists with a
side's head; one flat list; paragraphs; tables with a column a side; a sentence.
"""

import re
from dataclasses import dataclass, field

from .entries import is_name
from .parties import party_of_heading
from .pieces import BEGINS, joined, people_in, split_names, without
from .texts import children, line_of, lines_of, name_of, plain, text_of

OPENS = re.compile(
    r"\s*(?:list of )?(?:participants|present|those present|also present|attendees|attendance|"
    r"in attendance|those attending|conferees)\b(?: (?:were|included))?\s*[:.\-–—]*\s*",
    re.IGNORECASE,
)
# In a roster of paragraphs this is the longest; a longer one is the memorandum itself.
LONGEST_ENTRY = 160
NO_ENTRY = re.compile(
    r"[\[“—(]|\d+\.|(?:subject|place|date|time|where|when|secret|top secret|confidential)\b|"
    r"(?:[A-Z][a-z]+day, )?[A-Z][a-z]+ \d{1,2}, 1\d{3}",
    re.IGNORECASE,
)
SIDE_INSIDE = re.compile(r"^(?:for )?(?P<side>[^:—]{1,45}?)\s*[:—]\s*(?P<names>\S.*)$")


@dataclass
class Item:
    """One participant as listed: pieces of text with their persName, below `sides` (headings)."""

    pieces: list
    sides: tuple
    line: int

    @property
    def text(self):
        return plain("".join(text for text, _ in self.pieces))


@dataclass
class Roster:
    """`elements` are what it stands in; `is_sentence` when it was read from one."""

    items: list = field(default_factory=list)
    elements: list = field(default_factory=list)
    is_sentence: bool = False


def roster_of(blocks):
    """The participants in the blocks of a document, up to where the memorandum begins."""
    reader = Reader()
    for block in blocks:
        reader.read(block)
    return reader.roster


class Reader:
    def __init__(self):
        self.roster, self.is_open, self.sides = Roster(), False, ()
        self.is_listed = False

    def read(self, block):
        taken = {"list": self.read_list, "table": self.read_table, "p": self.read_paragraph}
        if name_of(block) in taken and taken[name_of(block)](block):
            self.roster.elements.append(block)

    def read_list(self, block):
        if block.get("type") == "participants" or opens(head_of(block)):
            self.is_open, self.sides = True, ()
        elif self.is_open and (party_of_heading(head_of(block)) or not head_of(block)):
            pass
        else:
            return self.read_list_of_facts(block)
        self.walk(block, self.sides)
        self.is_listed = bool(self.roster.items)
        return True

    def read_list_of_facts(self, block):
        """A list of subject, date and so on, one item of which holds the participants."""
        found = False
        for item in children(block, "item"):
            nested = children(item, "list")
            if opens(own_text(item)) and nested:
                found = self.is_open = self.is_listed = True
                for below in nested:
                    self.walk(below, ())
        return found

    def walk(self, block, sides):
        """The items of a list; a heading among them holds for those that follow it."""
        here = sides
        for child in block:
            name = name_of(child)
            if name in {"head", "label"}:
                heading = OPENS.sub("", text_of(child), count=1)
                here = (*sides, heading) if is_worded(heading) else here
            elif name == "list":
                self.walk(child, here)
            elif name == "item":
                here = self.walk_item(child, sides, here)
        self.sides = here if here != sides else ()

    def walk_item(self, item, sides, here):
        """Take an item; returns the sides that the next items are below."""
        nested, own = children(item, "list"), own_text(item)
        if own and OPENS.fullmatch(own):
            for below in nested:
                self.walk(below, sides)
            return sides
        if is_heading(item, own) or (nested and own and is_group(item, own)):
            here = (*sides, own)
            for below in nested:
                self.walk(below, here)
            return sides if nested else here
        self.take(item, here)
        for below in nested:
            self.walk(below, here)
        return here

    def take(self, element, sides):
        """An entry for each line; "U.S.: The Secretary, Mr. Kohler" holds its side itself."""
        for pieces in joined(lines_of(element)):
            text = plain("".join(text for text, _ in pieces))
            inside = SIDE_INSIDE.match(text)
            if party_of_heading(text) and not any(person is not None for _, person in pieces):
                sides = (text,)
            elif inside and party_of_heading(inside["side"]):
                sides = (inside["side"],)
                self.take_several(without(pieces, inside.start("names")), sides, element)
            elif text:
                for one in people_in(pieces, is_name):
                    self.roster.items.append(Item(one, sides, line_of(element)))
        self.sides = sides

    def take_several(self, pieces, sides, element):
        for part in split_names(pieces):
            inside = SIDE_INSIDE.match(plain("".join(text for text, _ in part)))
            if inside and party_of_heading(inside["side"]):
                sides = (inside["side"],)
                self.take_several(without(part, inside.start("names")), sides, element)
            else:
                self.roster.items.append(Item(part, sides, line_of(element)))

    def read_paragraph(self, block):
        text, nested = text_of(block), children(block, "list")
        if opens(text):
            self.is_open, self.sides = True, ()
            rest = OPENS.match(own_text(block)).end()
            if own_text(block)[rest:].strip():
                self.read_rest(block, rest)
            for below in nested:
                self.walk(below, ())
            return True
        if self.is_open and is_entry(text) and (not self.is_listed or party_of_heading(text)):
            if is_heading(block, text):
                self.sides = (text,)
            else:
                self.take(block, self.sides)
            return True
        self.is_open = self.is_open and (not text or (not self.roster.items and len(text) < 60))
        return False

    def read_rest(self, block, start):
        """What follows "Participants:" in its own paragraph: lines, or names in one line."""
        lines = joined(lines_of(block))
        first = without(lines[0], OPENS.match(plain("".join(t for t, _ in lines[0]))).end())
        if len(lines) > 1:
            for pieces in [first, *lines[1:]]:
                if text := plain("".join(text for text, _ in pieces)):
                    if party_of_heading(text):
                        self.sides = (text,)
                    else:
                        self.roster.items.append(Item(pieces, self.sides, line_of(block)))
        else:
            self.take_several(first, self.sides, block)

    def read_table(self, block):
        """A column a side; a row of headings, or one in each cell."""
        if not (self.is_open or opens(text_of(block))):
            return False
        columns = {}
        for row in children(block, "row"):
            for number, cell in enumerate(children(row, "cell")):
                text = text_of(cell)
                if text and not OPENS.fullmatch(text):
                    columns[number] = self.read_cell(cell, text, columns.get(number, ()))
        return True

    def read_cell(self, cell, text, sides):
        if party_of_heading(text):
            return (text,)
        for below in children(cell, "list"):
            self.walk(below, sides)
        self.take(cell, sides)
        return sides


def opens(text):
    return bool(text) and bool(OPENS.match(text))


def head_of(block):
    return " ".join(text_of(head) for head in children(block, "head"))


def own_text(element):
    """The text of an element without the lists inside it."""
    return text_of(element, {"note", "list", "table", "figure"})


def is_heading(element, text):
    """Whether it opens a side: names a party, or stands in other type, or ends with a colon."""
    if not text or element.find(".//{*}persName") is not None:
        return False
    if party_of_heading(text):
        return True
    few = len(text.split()) <= 7
    return few and (text.endswith(":") or (is_marked(element, text) and not starts_office(text)))


def is_worded(heading):
    """Not a number or a letter of a list."""
    return bool(party_of_heading(heading) or re.search(r"[A-Za-z]{2}", heading))


def is_group(item, text):
    """Words above a list of their own, which name nobody: "Embassy"."""
    return not (children(item, "persName") or "," in text or BEGINS.match(text))


def is_marked(element, text):
    marked = [
        text_of(hi)
        for hi in children(element, "hi")
        if hi.get("rend") in {"italic", "strong", "smallcaps", "underline"}
    ]
    return "".join(marked).strip(" :") == text.strip(" :")


def starts_office(text):
    return bool(re.match(r"The (?:Secretary|President|Vice|Under|Acting|Prime|Foreign)\b", text))


def is_entry(text):
    """A paragraph of a roster: short, and no sentence."""
    if not text or len(text) > LONGEST_ENTRY or NO_ENTRY.match(text):
        return False
    ends = text.endswith(".") and not re.search(r"\b(?:Jr|Sr|[A-Z]|Emb|Amb|Dept)\.$", text)
    return not ends and not re.search(r"\b(?:said|was|were|is|are|had|has|opened|began)\b", text)
