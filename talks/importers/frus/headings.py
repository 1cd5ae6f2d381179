"""What a document is by its heading, and what it is about."""

import re

from .texts import children, descendants, name_of, text_of

MEMORANDUM = re.compile(
    r"^(?:draft |partial |editorial |united states |u\.s\. |extract from |excerpts? from )*"
    r"(?:(?:record|memorand(?:um|a)|minutes|notes?|summary|transcript) (?:for the record )?(?:of|"
    r"on) "
    r"(?:an? |the |two |private |informal |tripartite |quadripartite |bilateral |restricted |"
    r"plenary )*"
    r"(?:telephone |luncheon |dinner |after[- ]dinner )?(?:conversations?|conference|talks?)\b|"
    r"memcon\b)",
    re.IGNORECASE,
)
# Taken as well when they list who was there.
MEETING = re.compile(
    r"^(?:united states |u\.s\. |draft )?(?:record|memorandum|minutes|notes?|summary|"
    r"transcript)\b.{0,60}?"
    r"\b(?:meeting|discussion|session|conversation|luncheon|dinner)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^(?:No\.? ?)?\[?\d+[a-z]?\]?\.?\s+")
AUTHOR = re.compile(r", by (?:the )?.*?\((?P<name>[A-Z][^()]+)\)$")
DRAFTED = re.compile(
    r"(?:[Dd]rafted|[Pp]repared|[Ww]ritten)(?: on [^.]*?)? by (?P<names>[^.;]*(?:\b[A-Z]\.[^.;]*)*)"
)
BETWEEN = re.compile(r"\b(?:between|among) (?P<names>.+)$", re.IGNORECASE)
# Between two of whom a heading names.
THEN = re.compile(
    r",? and (?=(?:the )?[A-Z])|, (?=(?:the )?(?:President|Secretary|Prime|Foreign|"
    r"Ambassador|Chancellor)|"
    r"(?:the )?[A-Z][^,]*\()"
)
WHERE_AND_WHEN = re.compile(
    r",? (?:(?:at|in) )?(?:[A-Z][^,]*, )?[A-Z][\w .]+, (?:January|February|March|April|May|June|"
    r"July|August|"
    r"September|October|November|December) \d.*$"
)


def head_of(element):
    """The heading of a document without its number and notes."""
    for head in children(element, "head"):
        return NUMBER.sub("", text_of(head)).strip(" .")
    return ""


def is_memorandum(head):
    return bool(MEMORANDUM.match(head))


def may_be_meeting(head):
    return bool(MEETING.match(head))


def is_by_telephone(head):
    return "telephone" in head.lower()


def bare_head(head):
    """The heading without the place and day that some volumes put behind it."""
    return WHERE_AND_WHEN.sub("", head)


def subject_of(blocks):
    """What stands under SUBJECT; empty where nothing does."""
    for block in blocks:
        kind, head = block.get("type"), " ".join(text_of(head) for head in children(block, "head"))
        if name_of(block) == "list" and (kind == "subject" or re.match(r"subjects?\b", head, re.I)):
            items = [text_of(item) for item in children(block, "item")]
            return "; ".join(item.strip(" .") for item in items if item)
        if name_of(block) == "p" and (
            match := re.match(r"subjects?\s*[:—]\s*(.+)", text_of(block), re.I)
        ):
            return match[1].strip(" .")
    return ""


def notes_of(element):
    """The source note and the other notes of the heading, in words."""
    notes = [note for head in children(element, "head") for note in descendants(head, "note")]
    notes += children(element, "note")
    return [text_of(note, {"pb", "figure"}) for note in notes]


def authors_of(head, notes):
    """Names of who wrote the memorandum, by its heading and its source note."""
    names = [match["name"] for match in [AUTHOR.search(head)] if match]
    for match in filter(None, map(DRAFTED.search, notes)):
        people = re.split(r",? and |, ", re.sub(r"\([^)]*\)", "", match["names"]))
        names += [
            one.strip()
            for one in people
            if re.match(r"[A-Z][\w’.-]+(?: [A-Z][\w’.-]+)*", one.strip())
        ]
    return [
        re.sub(r"^((?:\S+ ?)*?[A-Z][\w’-]+)(?: (?:on|in|and|of)\b.*)?$", r"\1", one)
        for one in names
    ]
