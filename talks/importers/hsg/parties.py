"""Which party a country's name, an adjective ("Soviet") or an organisation's initials mean.

What they are called, now and before, stands in parties.tsv.
"""

import csv
import re
from functools import cache
from pathlib import Path

from anyascii import anyascii

TABLE = Path(__file__).with_name("parties.tsv")
UNITED_STATES = "united-states"
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 7


def folded(name):
    """A name as it is looked up: without case, accents and kinds of apostrophe."""
    return " ".join(re.sub(r"[-.,]", " ", anyascii(name).lower()).split())


@cache
def table():
    """All parties by id, each as in a record file, and what else is read as it."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    parties, readings = {}, {}
    for slug, name, kind, iso, others, read_as in rows:
        others, read_as = listed(others), listed(read_as)
        facts = {"id": slug, "name": name, "kind": kind, "iso": iso, "other_names": others}
        parties[slug] = {key: value for key, value in facts.items() if value}
        for reading in [slug, name, *others, *read_as]:
            readings.setdefault(folded(reading), slug)
    return parties, readings


def listed(cell):
    return [name for name in cell.split("|") if name]


def party(slug):
    """A party as it stands in a record file."""
    return dict(table()[0][slug])


def party_named(*names):
    """The id of the party that the first of some names means, or None."""
    readings = table()[1]
    return next((readings[folded(n)] for n in names if folded(n) in readings), None)


def party_at(words):
    """The party that a list of words begins with, and how many words name it: the longest."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        name = " ".join(words[:length])
        if name[:1].isupper():
            found = party_named(name, POSSESSIVE.sub("", name))
            if found:
                return found, length
    return None, 0


@cache
def names_with_and():
    """Names of parties that hold an "and", which is none between two members of a list."""
    parties, _ = table()
    names = (name for p in parties.values() for name in [p["name"], *p.get("other_names", [])])
    return re.compile("|".join(re.escape(name) for name in names if " and " in name))


GROUPS = {
    "Baltic States": ["estonia", "latvia", "lithuania"],
    "Baltic countries": ["estonia", "latvia", "lithuania"],
    "Benelux countries": ["belgium", "netherlands", "luxembourg"],
}
