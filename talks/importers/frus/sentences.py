"""Participants that no list names: in a sentence of a note, or of the first paragraphs."""

import re

from .participants import Item, Roster
from .parties import named_in, parties
from .pieces import split_names
from .texts import line_of, text_of

SENTENCE = re.compile(
    r"(?:participants|(?:those )?(?:also )?present|the following (?:were|was) present|attending)"
    r"(?: (?:in|at) [^.:]{0,80}?)?(?: (?:were|was|included):?|:) (?P<names>[^.]+)\.",
    re.IGNORECASE,
)
# Their dots end no sentence.
SHORT = re.compile(r"\b(Mr|Mrs|Messrs|Dr|M|Gen|Amb|Sen|Col|Adm|Lt|Jr|Sr|[A-Z])\.")
DOT = "\ue001"
SIDE_BEHIND = re.compile(r"\s+(?:for|from|of|representing) (?:the )?(?:[A-Z][\w.’]+ ?)+$")


def sentence_roster(elements):
    """Participants named in a sentence of a note or an early paragraph."""
    for element in elements:
        text = SHORT.sub(rf"\1{DOT}", text_of(element, {"pb", "figure"}))
        if match := SENTENCE.search(text):
            line, groups = line_of(element), match["names"].replace(DOT, ".").split(";")
            items = [Item(part, side, line) for group in groups for part, side in of_group(group)]
            return Roster(items, [], is_sentence=True)
    return Roster()


def of_group(group):
    """The names between two semicolons, with the one party that is named there for all of them."""
    found = {party for _, party in named_in(group)}
    side = (parties()[found.pop()].name,) if len(found) == 1 else ()
    bare = SIDE_BEHIND.sub("", group.strip()) if side else group.strip()
    for part in split_names([(bare, None)]):
        yield part, side
