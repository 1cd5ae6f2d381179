"""One document of a volume as a meeting of the record."""

import re
from dataclasses import dataclass, field

from talks.folding import fold

from .datelines import facts_of, when_of
from .entries import entry_of
from .headings import (
    BETWEEN,
    authors_of,
    bare_head,
    head_of,
    is_by_telephone,
    is_memorandum,
    may_be_meeting,
    notes_of,
    subject_of,
)
from .officials import RANKED, holder, known_person, official_of
from .participants import Item, Roster, roster_of, sentence_roster
from .parties import parties
from .sides import seats_of
from .statements import statements_of
from .texts import name_of, text_of

PUBLISHER = "Office of the Historian, U.S. Department of State"
ADDRESS = "https://history.state.gov/historicaldocuments"
NO_MEMORANDUM = "documents that are no memorandum of conversation"
NARRATIVE = "paragraphs whose opening names no participant as speaker"
# What is in a document and yet another text.
APART = {"attachment"}
LONGEST = 500
# Where a name begins with that of the family.
SURNAME_FIRST = {"china", "taiwan", "vietnam", "south-korea", "north-korea", "cambodia"}


@dataclass
class Delegate:
    """A participant as the record has it; `official` is an id, empty for one known by a title."""

    entry: object
    party: str
    title: str
    official: str = ""
    noun: dict = field(default_factory=dict)
    guesses: list = field(default_factory=list)

    def is_named(self, name):
        words, mine = fold(name).split(), fold(self.noun.get("name", "")).split()
        ends = bool(mine) and mine[-len(words) :] == words
        return ends or (self.party in SURNAME_FIRST and mine[: len(words)] == words)


def meeting_of(document, volume, found):
    """Take a document into what is found: as a meeting, as a problem, or counted as left out."""
    head = head_of(document.element)
    if not (is_memorandum(head) or may_be_meeting(head)):
        return found.leave_out(NO_MEMORANDUM)
    blocks = list(blocks_of(document.element))
    roster = roster_of(blocks) if is_memorandum(head) or may_be_meeting(head) else Roster()
    if not roster.items and is_memorandum(head):
        roster = stated_roster(document.element, head, blocks)
    if not roster.items and not is_memorandum(head):
        return found.leave_out(NO_MEMORANDUM)
    return Meeting(document, volume, found, head, blocks, roster).add()


def blocks_of(element):
    """Paragraphs, lists, tables and datelines of a document, in order."""
    for child in element:
        name = name_of(child)
        if name in {"div", "opener", "quote", "floatingText", "body", "argument"}:
            if child.get("type") != "document":
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
        both = [match["first"], *re.split(r",? and (?=the |[A-Z])", match["second"])]
        roster = Roster([Item([(one, None)], (), line) for one in map(in_brackets, both)], [], True)
    return roster


def in_brackets(words):
    """An office with its holder in brackets, as a name with a title: "the Ambassador (Bowles)"."""
    match = re.match(r"(?:the )?(?P<post>[^(]+?) \((?P<name>[^)]+)\)", words)
    return f"Mr. {match['name']}, {match['post']}" if match else words


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
            if name_of(block) == "p" and len(text_of(block)) > 200 and block not in self.roster.elements:
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
        listed = [pair for pair in listed if pair[1].name or pair[1].title]
        context = [self.subject, self.head]
        members = {}
        for (item, _), seat in zip(listed, self.seats(listed, context, authors_of(self.head, notes)), strict=True):
            if seat.problem:
                self.problem(seat.problem, item.line)
                continue
            delegate = self.delegate(seat)
            same = [d for d in members.get(seat.party, []) if d.official and d.official == delegate.official]
            if not same:
                members.setdefault(seat.party, []).append(delegate)
        return members

    def seats(self, listed, context, authors):
        return seats_of(listed, self.volume, self.when.starts, context, authors)

    def delegate(self, seat):
        """Who somebody is: by the volume's list, by an office on the day, by a well-known name."""
        entry, person = seat.entry, self.volume.persons.get(seat.entry.key)
        name, title = (person.name if person else entry.name), entry.title
        if held := self.office(seat):
            name, title = name if person else held[0], held[1]
        party, full = known_person(name)
        if full and party == seat.party:
            name = full
        delegate = Delegate(entry, seat.party, title)
        if not name:
            return delegate
        rank = RANKED.match(entry.title)
        delegate.noun = official_of(name, seat.party, rank[0] if rank and not person else "")
        delegate.official = delegate.noun["id"]
        if seat.why:
            delegate.guesses.append(("", f"{entry.text}: {parties()[seat.party].name}", seat.why))
        if len(name.split()) == 1 and not person:
            why = "The list has a surname only: the same official as in other memoranda?"
            delegate.guesses.append((".official", delegate.official, why))
        return delegate

    def office(self, seat):
        """Name and title of whom "The Secretary" or "Secretary Rusk" is on the day."""
        held = holder(seat.entry.title, self.when.starts) if seat.party == "united-states" else None
        if held and seat.entry.name and fold(seat.entry.name).split()[-1] not in fold(held[0]).split():
            return None
        return held

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
            "format": {1: "consultation", 2: "bilateral", 3: "trilateral"}.get(len(delegations), "multilateral"),
            "mode": "telephone" if is_by_telephone(self.head) else "in_person",
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
        heads = [members[0].noun.get("name") or members[0].title for members in delegations.values()]
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
        for place, members in enumerate(delegations.values()):
            for seat, delegate in enumerate(members):
                path = f"delegations[{place}].delegates[{seat}]"
                for end, value, why in delegate.guesses:
                    self.found.guess(self.id, path + end, value, why)


def delegates_given(members):
    """The delegates of one party; the first one listed who does not serve the others is its head."""
    has_head = False
    for delegate in members:
        entry = delegate.entry
        role = entry.role or ("member" if has_head else "head")
        has_head = has_head or role == "head"
        given = {
            "official": delegate.noun or None,
            "title": delegate.title,
            "role": role,
            "note": "; ".join(filter(None, [entry.code, entry.note])),
        }
        yield {key: value for key, value in given.items() if value or key == "official"}
