"""Names of states and organisations, historic ones too, as parties of the record."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from talks.folding import fold

LIST = Path(__file__).with_name("parties.tsv")
US = "united-states"
# Around a party's name in the heading of a side.
AROUND = re.compile(
    r"^(?:for|on|from)?\s*(?:the)?\s*|(?:’s)?\s*(?:side|delegation|delegates?|participants?|"
    r"representatives?|party|group|team|members?|officials?|government|govt|embassy|embassy staff|"
    r"contingent|present)*\s*[:.\-–—]*$",
    re.IGNORECASE,
)
# Departments of the United States that head a side of their own in lists.
AGENCIES = re.compile(
    r"(?:department of )?(?:state|defense|commerce|treasury|agriculture|labor|energy|justice)"
    r"(?: department)?|(?:the )?white house(?: staff)?|nsc(?: staff)?|national security council|"
    r"j\.?c\.?s\.?|joint chiefs(?: of staff)?|osd|cia|c\.i\.a\.|acda|usia|aid|omb|oep|"
    r"the president’s party|the secretary’s party|american embassy|u\.?s\.? embassy|congress|"
    r"senators|congressmen",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Party:
    id: str
    name: str
    kind: str
    iso: str
    names: tuple
    adjectives: tuple

    @property
    def noun(self):
        """As the record file has it in full."""
        noun = {"id": self.id, "name": self.name, "kind": self.kind}
        return noun | ({"iso": self.iso} if self.iso else {})


@cache
def parties():
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [
            Party(slug, name, kind, iso, split(names), split(adjectives))
            for slug, name, kind, iso, names, adjectives in rows
        ]
    return {party.id: party for party in found}


def split(cell):
    return tuple(filter(None, (part.strip() for part in cell.split(";"))))


@cache
def by_name():
    """Party ids by folded name; a name stands for the first party that has it."""
    names = {}
    for party in parties().values():
        for name in (party.name, *party.names, *party.adjectives):
            names.setdefault(key(name), party.id)
    return names


def key(text):
    return fold(text.replace(".", ""))


def party_named(text):
    """The party that a text names and nothing else, or None."""
    text = re.sub(r"\s*\([^)]*\)\s*$", "", text) if "Congo" not in text else text
    return by_name().get(key(re.sub(r"^the ", "", text.strip(" ,:;.–—-"), flags=re.IGNORECASE)))


def party_of_heading(text):
    """The party whose side a heading opens: "U.S. Side:", "For the United Kingdom"; or None."""
    bare = text.strip(" ,:;–—-[]()")
    if AGENCIES.fullmatch(bare.rstrip(".")):
        return US
    if found := party_named(bare):
        return found
    bare = AROUND.sub("", bare).strip()
    return party_named(bare) or (party_named(bare[:-1]) if bare.endswith("s") else None)


@cache
def pattern():
    """One expression for every name and adjective, the longest first."""
    words = {word for p in parties().values() for word in (p.name, *p.names, *p.adjectives)}
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{listed})(?![\w])(?!\.\w)")


def named_in(text):
    """Pairs of match and party id, of all the parties that a text names."""
    return [(m, by_name()[key(m[0])]) for m in pattern().finditer(text)]
