"""One document of a volume as a meeting of the record."""

import re

from .datelines import facts_of, when_of
from .delegates import delegate_of, delegates_given
from .entries import entry_of
from .headings import (
    BETWEEN,
    THEN,
    authors_of,
    bare_head,
    head_of,
    is_by_telephone,
    is_memorandum,
    may_be_meeting,
    notes_of,
    subject_of,
)
from .participants import Item, Roster, roster_of
from .parties import parties
from .sentences import sentence_roster
from .sides import seats_of
from .statements import statements_of
from .texts import name_of, text_of

PUBLISHER = "Office of the Historian, U.S. Department of State"
ADDRESS = "https://history.state.gov/historicaldocuments"
NO_MEMORANDUM = "documents that are no memorandum of conversation"
NARRATIVE = "paragraphs whose opening names no participant as speaker"
COMPANY = re.compile(
    r"(?:accompanied by|and (?:others|staff|aides)|staff|others|aides|advisers)\b", re.I
)
# What is in a document and yet another text.
APART = re.compile("document|attachment|enclosure")
LONGEST = 500


def meeting_of(document, volume, found):
    """Take a document into what is found: as a meeting, as a problem, or counted as left out."""
    head = head_of(document.element)
    if not (is_memorandum(head) or may_be_meeting(head)):
        return leave_out(document.element, found)
    blocks = list(blocks_of(document.element))
    roster = roster_of(blocks) if is_memorandum(head) or may_be_meeting(head) else Roster()
    if not roster.items and is_memorandum(head):
        roster = stated_roster(document.element, head, blocks)
    if not roster.items and not is_memorandum(head):
        return found.leave_out(NO_MEMORANDUM)
    return Meeting(document, volume, found, head, blocks, roster).add()


def parties_in(country):
    """The names of the party whose country it is."""
    return [party.name for party in parties().values() if country and party.iso == country]


def is_somebody(entry):
    """Not "Accompanied by aides": nobody in particular."""
    return bool(entry.name or entry.title) and not COMPANY.match(entry.text)


def leave_out(element, found):
    """Count a document that is none of ours; a memorandum attached to it is told apart."""
    found.leave_out(NO_MEMORANDUM)
    for node in element.iter():
        if name_of(node) == "list" and node.get("type") == "participants":
            return found.leave_out("of these with a list of participants in an attachment")
    return None


def blocks_of(element):
    """Paragraphs, lists, tables and datelines of a document, in order."""
    for child in element:
        name = name_of(child)
        if name in {"div", "opener", "quote", "floatingText", "body", "argument"}:
            if not APART.search(child.get("type") or ""):
                yield from blocks_of(child)
        elif name in {"p", "list", "table", "dateline", "seg"}:
            yield child


def stated_roster(element, head, blocks):
    """Participants that no list names: in a sentence of a note, or in the heading."""
    notes = [node for node in element.iter() if name_of(node) == "note"]
    early = [block for block in blocks if name_of(block) == "p"][:3]
    roster = sentence_roster([*notes[:2], *early])
    if not roster.items and (match := BETWEEN.search(bare_head(head))):
        line = element.sourceline or 0
        named = THEN.split(match["names"])
        roster = Roster(
            [Item([(one, None)], (), line) for one in map(in_brackets, named)], [], True
        )
    return roster


def in_brackets(words):
    """An office with its holder in brackets, as a name with a title: "the Ambassador (Bowles)"."""
    match = re.match(r"(?:the )?(?P<post>[^(]+?) \((?P<name>[^)]+)\)", words)
    return f"Mr. {match['name']}, {match['post']}" if match else words.split(", ")[0]


class Meeting:
    def __init__(self, document, volume, found, head, blocks, roster):
        self.document, self.volume, self.found, self.head = document, volume, found, head
        self.blocks, self.roster = blocks, roster
        self.id = f"{volume.id}-{document.id}".lower().replace("_", "-").replace(".", "-")
        self.subject = subject_of(blocks)
        self.preface = self.before_memorandum()

    def before_memorandum(self):
        """Blocks up to the first paragraph that is the memorandum itself."""
        early = []
        for block in self.blocks:
            if (
                name_of(block) == "p"
                and len(text_of(block)) > 200
                and block not in self.roster.elements
            ):
                break
            early.append(block)
        return early

    def add(self):
        element = self.document.element
        facts, notes = facts_of(self.preface), notes_of(element)
        self.when = when_of(self.blocks, self.head, notes, facts, element)
        if not self.when.starts:
            return self.problem("no day is given", self.document.line)
        delegations = self.delegations(notes)
        if sum(len(members) for members in delegations.values()) < 2:
            return self.problem("fewer than two participants can be told", self.document.line)
        data = self.data(delegations)
        self.guess(delegations)
        self.found.add(data, self.document.file, self.document.line)
        return None

    def problem(self, text, line):
        self.found.refuse(self.document.file, line, f"{self.document.id}: {text}")

    def delegations(self, notes):
        """Delegates by party, in the order of the list."""
        listed = [(item, entry_of(item)) for item in self.roster.items]
        listed = [pair for pair in listed if is_somebody(pair[1])]
        context = [self.subject, self.head, *parties_in(self.when.country)]
        members = {}
        for (item, _), seat in zip(
            listed, self.seats(listed, context, authors_of(self.head, notes)), strict=True
        ):
            if seat.problem:
                self.problem(seat.problem, item.line)
                continue
            delegate = delegate_of(seat, self.volume, self.when.starts)
            same = [
                d
                for d in members.get(seat.party, [])
                if d.official and d.official == delegate.official
            ]
            if not same:
                members.setdefault(seat.party, []).append(delegate)
        return members

    def seats(self, listed, context, authors):
        return seats_of(listed, self.volume, self.when.starts, context, authors)

    def data(self, delegations):
        """The meeting's object of the record file."""
        paragraphs = [
            block
            for block in self.blocks
            if name_of(block) == "p" and block not in self.roster.elements and self.is_body(block)
        ]
        seated = [delegate for members in delegations.values() for delegate in members]
        statements, left = statements_of(paragraphs, seated, self.id, self.when.starts.rstrip("~"))
        self.found.leave_out(NARRATIVE, left)
        when = self.when
        place = {"city": when.city, "country": when.country}
        data = {
            "id": self.id,
            "title": self.title(delegations)[:LONGEST],
            "status": "held",
            "format": {1: "consultation", 2: "bilateral", 3: "trilateral"}.get(
                len(delegations), "multilateral"
            ),
            "mode": "telephone" if is_by_telephone(f"{self.head} {self.subject}") else "in_person",
            "starts": when.starts,
            "ends": when.ends,
            "time": when.time,
            "timezone": when.zone if when.time else "",
            "duration_minutes": when.minutes,
            "places": [{key: value for key, value in place.items() if value}] if when.city else [],
            "venue": when.venue,
            "delegations": self.given(delegations),
            "statements": statements,
            "sources": [self.source()],
            "citations": [{"source": self.id, "locator": ""}],
        }
        return {key: value for key, value in data.items() if value}

    def is_body(self, block):
        """Not of the header: neither SUBJECT nor PLACE, nor a mark of secrecy or of a series."""
        text = text_of(block)
        if block in self.preface and (block.get("rend") or len(text) < 40 or facts_of([block])):
            return bool(re.search(r"[.?!”]$", text)) and not re.match(r"subject", text, re.I)
        return bool(text) and not text.startswith(("[Here follows", "[Omitted here", "[Page"))

    def title(self, delegations):
        if self.subject:
            return self.subject
        head = bare_head(self.head)
        if BETWEEN.search(head):
            return head
        heads = [
            members[0].noun.get("name") or members[0].title for members in delegations.values()
        ]
        return f"Conversation of {' and '.join(heads[:2])}" if len(heads) == 2 else head

    def given(self, delegations):
        return [
            {
                "party": parties()[party].noun,
                "role": "participant",
                "delegates": list(delegates_given(members)),
            }
            for party, members in delegations.items()
        ]

    def source(self):
        number = self.document.number or self.document.id.lstrip("d")
        source = {
            "id": self.id,
            "title": f"{self.volume.title}, Document {number}: {self.head}"[:LONGEST],
            "publisher": PUBLISHER,
            "kind": "document",
            "language": "en",
            "url": f"{ADDRESS}/{self.volume.id}/{self.document.id}",
        }
        return source

    def guess(self, delegations):
        if self.when.why:
            self.found.guess(self.id, "starts", self.when.starts, self.when.why)
        if self.roster.is_sentence and not BETWEEN.search(self.head):
            why = "No list of participants: they are read from a sentence."
            self.found.guess(
                self.id, "delegations", ", ".join(i.text for i in self.roster.items), why
            )
        for place, members in enumerate(delegations.values()):
            for seat, delegate in enumerate(members):
                path = f"delegations[{place}].delegates[{seat}]"
                for end, value, why in delegate.guesses:
                    self.found.guess(self.id, path + end, value, why)
