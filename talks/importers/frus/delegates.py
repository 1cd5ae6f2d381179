"""Who each participant is in the record: official, title, role, and what of it is a guess."""

from dataclasses import dataclass, field

from talks.folding import fold

from .officials import RANKED, holder, known_person, official_of
from .parties import US, parties

WELL_KNOWN = "The list has a surname only: taken for this well-known person."
SURNAME = "The list has a surname only: the same official as in other memoranda?"
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
        if mine[:1] in (["sir"], ["dame"]) and words == mine[1:2]:
            return True
        ends = bool(mine) and mine[-len(words) :] == words
        return ends or (self.party in SURNAME_FIRST and mine[: len(words)] == words)


def delegate_of(seat, volume, day):
    """Who somebody is: by the volume's list, by an office on the day, by a well-known name."""
    entry, person = seat.entry, volume.persons.get(seat.entry.key)
    name, title, held = person.name if person else entry.name, entry.title, office(seat, day)
    if held:
        name, title = name if person else held[0], held[1]
    party, full = known_person(name)
    is_taken = bool(full) and party == seat.party and not (person or held)
    delegate = Delegate(entry, seat.party, title)
    if seat.why:
        delegate.guesses.append(("", f"{entry.text}: {parties()[seat.party].name}", seat.why))
    if name:
        rank = RANKED.match(entry.title) if not person else None
        name = full if full and party == seat.party else name
        delegate.noun = official_of(name, seat.party, rank[0] if rank else "", entry.honorific)
        delegate.official = delegate.noun["id"]
    if len(entry.name.split()) == 1 and not (person or held):
        why = WELL_KNOWN if is_taken else SURNAME
        delegate.guesses.append((".official", delegate.official, why))
    return delegate


def office(seat, day):
    """Name and title of whom "The Secretary" or "Secretary Rusk" is on the day."""
    held = holder(seat.entry.title, day) if seat.party == US else None
    if held and seat.entry.name and fold(seat.entry.name).split()[-1] not in fold(held[0]).split():
        return None
    return held


def delegates_given(members):
    """The delegates of one party; the first one listed who serves no other is its head."""
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
