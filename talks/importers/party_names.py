"""Which party a name in somebody else's file means: a country's, an adjective, initials.

What they are called, now and before, stands in `parties.tsv`. What a name means changes with time
and place ("Korea", "Congo"): each is read in one way only. (FRUS has a table of its own, of the
Cold War's names.)
"""

import csv
import re
from functools import cache
from pathlib import Path

from anyascii import anyascii

TABLE = Path(__file__).with_name("parties.tsv")
ARTICLE = re.compile(r"^(?:the|observer state of|observer for the) ")


def folded(name):
    """A name as it is looked up: without case, accents and kinds of apostrophe."""
    return " ".join(re.sub(r"[-.,]", " ", anyascii(name).lower()).split())


@cache
def table():
    """All parties by id, each as in a record file; what is read as which of them."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    parties, readings = {}, {}
    for slug, name, kind, iso, others, read_as in rows:
        others, read_as = listed(others), listed(read_as)
        facts = {"id": slug, "name": name, "kind": kind, "iso": iso, "other_names": others}
        parties[slug] = {key: value for key, value in facts.items() if value}
        for reading in [slug, name, *others, *read_as]:
            readings.setdefault(reading, slug)
    return parties, readings


@cache
def readings():
    """Ids by each name as it is looked up. Where two have one name, the first has it."""
    found = {}
    for name, slug in printed():
        found.setdefault(folded(name), slug)
    return found


def printed():
    """Pairs of a name as it is printed and its party's id."""
    return table()[1].items()


def listed(cell):
    return [name for name in cell.split("|") if name]


def party(slug):
    """A party as it stands in a record file."""
    return dict(table()[0][slug])


def party_id(*names):
    """The id of the party that the first of some names means, or None."""
    return next((readings()[folded(n)] for n in names if folded(n) in readings()), None)


def party_named(words):
    """The party that a name means, with an article or without, as in a record file; or None."""
    found = party_id(words, ARTICLE.sub("", folded(words)))
    return party(found) if found else None
