"""Who sat on which side at a trip's or a visit's meeting: the people of a remark, by party."""

from dataclasses import dataclass, field, replace

from . import americans
from . import titles as words_for
from .parties import UNITED_STATES
from .people import Person, members, people_in

# Posts of the United States that a remark names without a country, on a traveller's own side.
OWN_POSTS = (
    "Secretary of Defense",
    "Secretary of Homeland",
    "Secretary of the",
    "Secretary of Commerce",
)
OWN_WITH = ("Secretary", "Vice President", "Ambassador", "National Security", "Senator", "Attorney")
UNTOLD = {"Ambassador", "Senator", "Commander", "Chargé", "Congressman"}
OF_NO_COUNTRY = ("International", "European", "World", "United Nations", "UN ")
CALL_OWN_MINISTERS_SECRETARIES = {
    "mexico",
    "philippines",
    "canada",
    "cuba",
    "holy-see",
    "guatemala",
}
HOLY_SEE = "holy-see"
UNNAMED_ENDINGS = ("Minister", "Secretary", "General", "President", "Chancellor", "Premier")


@dataclass
class Side:
    """The people of one party, in the order of the remark."""

    party: str
    people: list = field(default_factory=list)


def met_on_trip(record):
    """The people whom a trip's remark names, each with a party, and how many were left out."""
    host = record.party["id"]
    return settled(people_in(record.text, host), record, UNITED_STATES)


def met_on_visit(record):
    """The visitors, then the people whom the description names."""
    visitor = record.party["id"]
    named = members(record.visitor, visitor) or [Person("", record.visitor, visitor)]
    guests = [replace(guest, why="") for guest in named]
    others, left_out = settled(people_in(record.text, None), record, visitor)
    names = {person.name for person in guests}
    return guests + [person for person in others if person.name not in names], left_out


def met(record, joined=()):
    """Whom a record and the trips that it takes in name, and how many people are left out."""
    found, left_out = (met_on_trip if record.kind == "trip" else met_on_visit)(record)
    for other in joined:
        more, untold = met_on_trip(other)
        found, left_out = found + more, left_out + untold
    return found, left_out


def settled(people, record, own):
    """People with their parties settled; those of whom none is told, or no name, are counted."""
    taken, left_out = [], 0
    for person in people:
        person = placed(person, record.starts, own)
        if is_told(person):
            taken.append(person)
        else:
            left_out += 1
    return taken, left_out


def placed(person, day, own):
    """A person with the party that title, name and day tell, where the remark tells none."""
    title, party = person.title, person.party
    american = americans.named(title, person.name, day)
    if title == "President" and not (person.name or party):
        american = americans.in_office("President", day)
    if american:
        return replace(person, name=american.name, party=UNITED_STATES, why="")
    if title == "Pope":
        return replace(person, party=HOLY_SEE)
    if title.startswith(OWN_POSTS) and party not in CALL_OWN_MINISTERS_SECRETARIES:
        return replace(person, party=UNITED_STATES)
    if person.own_side and own == UNITED_STATES and title.startswith(OWN_WITH):
        return replace(person, party=UNITED_STATES)
    if person.own_side and not party:
        return replace(person, party=own)
    return person


def is_told(person):
    """Whether enough is told for a seat: a party, and a name or a post that one person has."""
    if not person.party or person.title in UNTOLD:
        return False
    if person.name:
        return True
    is_post = person.title in words_for.HEADS or person.title.endswith(UNNAMED_ENDINGS)
    return is_post and not any(word in person.title for word in OF_NO_COUNTRY)


def sides(people):
    """The people by party, in the order in which parties are first named."""
    found = {}
    for person in people:
        side = found.setdefault(person.party, Side(person.party))
        if not any(same(person, other) for other in side.people):
            side.people.append(person)
    return found


def same(one, other):
    """Whether a remark names one person twice: the name, or of the unnamed the title.

    Who has been named in full may be named by surname afterwards.
    """
    if one.name and other.name:
        surname = one.title == other.title and other.name.split()[-1] == one.name
        return one.name == other.name or surname
    return one.title == other.title and bool(one.name) == bool(other.name)
