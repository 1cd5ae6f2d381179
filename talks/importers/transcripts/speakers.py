"""Who the labels of a transcript mean, and the delegations that they make up."""

import re
from dataclasses import dataclass

from django.utils.text import slugify

from talks.folding import fold
from talks.importers.party_names import party_named

from .turns import HONORIFIC, OFFICE

SURNAME_ALONE = "Known by a surname alone: it may be somebody on record under a whole name."
NAME_ALONE = "Taken by the name alone: it may be another person of that name."
NEW_PARTY = "No party is known by this name: it was taken as a new one."
NO_PARTY = "The transcript does not say for whom this speaker speaks."
# What says nothing of who somebody is; "King Philippe" and "President Abbas" keep theirs.
COURTESY = r"(?:Mr|Mrs|Ms|Miss|Mme)\.?"
# "Sir" and "Dame" stand before a first name.
KNIGHT = re.compile(r"(?:Sir|Dame) (\S+ .+)")
LENGTH = 200


@dataclass
class Speaker:
    """`official` and `party` are objects of the record file, or None; `title` as it was given.

    `doubt` says why staff should look at the official.
    """

    official: dict | None = None
    title: str = ""
    party: dict | None = None
    doubt: str = ""


def official_of(name, party):
    """An official for a label. With a surname alone there is one for each party."""
    bare = re.sub(rf"^{COURTESY} ", "", name)
    bare = bare.title() if bare.isupper() else bare
    if knight := KNIGHT.fullmatch(bare):
        return {"id": slug(knight[1]), "name": bare}
    is_whole = " " in bare and not re.match(rf"{HONORIFIC} ", name)
    if is_whole or party is None:
        return {"id": slug(bare), "name": bare}
    # As it is printed: what stands before a surname is all that is known of the rest.
    shown = name.title() if name.split()[-1].isupper() else name
    return {"id": slug(f"{bare} {party['id']}"), "name": shown}


def slug(words):
    return slugify(fold(words).replace("'", ""))[:LENGTH].strip("-") or "unnamed"


def is_office(name):
    return bool(re.fullmatch(rf"{OFFICE}|QUESTION|MODERATOR|REPORTER|Q|A", name, re.IGNORECASE))


def surname_key(name):
    """What two ways to write one person have in common: "Mr. Zhang Jun", "ZHANG Jun"."""
    return fold(re.sub(rf"^(?:{HONORIFIC} )+", "", name, flags=re.IGNORECASE))


class Speakers:
    """Finds the speaker of each label; what was found once is kept.

    `guests` are persons whom the record introduces by their whole names; `party_of_office` is
    whose the holder of an office is ("the secretary-general" is of the United Nations).
    """

    def __init__(self, guests=(), party_of_office=None):
        self.guests, self.party_of_office = list(guests), party_of_office or {}
        self.found = {}

    def of(self, turn):
        party = party_named(turn.party) if turn.party else None
        key = (surname_key(turn.name), party["id"] if party else fold(turn.party))
        if key not in self.found:
            self.found[key] = self.find(turn, key[0])
        return self.found[key]

    def known(self, name, party):
        """Somebody whose party is told beside the name."""
        official = official_of(name, party)
        key = (surname_key(name), party["id"])
        return self.found.setdefault(key, Speaker(official, "", party, SURNAME_ALONE))

    def office(self, title, party):
        return Speaker(None, title, party)

    def find(self, turn, surname):
        if is_office(turn.name):
            title = turn.name.removeprefix("The ").capitalize()
            party = party_or_new(turn.party) or self.party_of_office.get(fold(turn.name))
            return Speaker(title=OFFICIAL_FORMS.get(title.lower(), title), party=party)
        if turn.party and (guest := self.guest(surname)) and is_party(guest.party, turn.party):
            return guest_speaker(guest)
        if turn.party:
            party = party_or_new(turn.party)
            official = official_of(turn.name, party)
            is_whole = official["id"] == slug(official["name"])
            return Speaker(official, "", party, NAME_ALONE if is_whole else SURNAME_ALONE)
        if guest := self.guest(surname):
            return guest_speaker(guest)
        if known := self.named_before(surname):
            return known
        return Speaker(official_of(turn.name, None), "", None, SURNAME_ALONE)

    def guest(self, surname):
        """The one guest whose name ends so."""
        ends = [g for g in self.guests if f" {fold(g.name)}".endswith(f" {surname}")]
        return ends[0] if len({g.name for g in ends}) == 1 else None

    def named_before(self, surname):
        """The one speaker whose name ends so and whose party was told earlier."""
        known = [
            found
            for (name, party), found in self.found.items()
            if party and f" {name}".endswith(f" {surname}")
        ]
        return known[0] if len(known) == 1 else None


def guest_speaker(guest):
    official = {"id": slug(guest.name), "name": guest.name}
    return Speaker(official, guest.title, guest.party, NAME_ALONE)


OFFICIAL_FORMS = {"secretary-general": "Secretary-General"}


def is_party(party, words):
    named = party_named(words)
    return bool(named) and named["id"] == party["id"]


def party_or_new(words):
    """The party's object; of one that is not known an id and a name."""
    if not words:
        return None
    return party_named(words) or {"id": slug(words), "name": words}


class Delegations:
    """The delegations of a meeting, in the order in which they come up."""

    def __init__(self):
        self.by_party = {}

    def seat(self, party, role="participant"):
        empty = {"party": party, "role": role, "delegates": []}
        return self.by_party.setdefault(party["id"], empty)

    def add(self, party, official, title="", role="", note=""):
        """Seat somebody once; an official without an id is known by the title alone."""
        delegates = self.seat(party)["delegates"]
        same = [d for d in delegates if id_of(d) == (official["id"] if official else title)]
        if same:
            return same[0]
        has_head = any(d.get("role") == "head" for d in delegates)
        delegate = {"official": official}
        details = {"title": title, "role": "" if has_head else role, "note": note}
        delegate |= {key: value for key, value in details.items() if value}
        delegates.append(delegate)
        return delegate

    def objects(self):
        """As a record file has them: each noun in full once, empty lists left out."""
        return [{k: v for k, v in row.items() if v != []} for row in self.by_party.values()]


def id_of(delegate):
    return delegate["official"]["id"] if delegate["official"] else delegate.get("title")
