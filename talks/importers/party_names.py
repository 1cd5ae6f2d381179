"""Which party a name in somebody else's file means, and who that is when the record is empty.

The table is `parties.tsv`: present and former names of states and of some organisations. What a
name means changes with time and place ("Korea", "Congo"): each is read in one way only.
"""

import csv
import re
from functools import cache
from pathlib import Path

from talks.folding import fold

TABLE = Path(__file__).with_name("parties.tsv")
FIELDS = ["id", "name", "kind", "iso", "names", "read_as"]
ARTICLE = re.compile(r"^(?:the|observer state of|observer for the) ")


def party_named(words):
    """The party as an object of the record file; None when no party is known by this name."""
    party = parties().get(key_of(words))
    return dict(party) if party else None


def key_of(words):
    name = fold(words).replace(".", "").replace("'", "").replace("’", "")
    return ARTICLE.sub("", name)


@cache
def parties():
    """Objects of parties by each of their names. Where two have one name, the first has it."""
    known = {}
    for name, row in printed():
        known.setdefault(key_of(name), object_of(row))
    return known


def printed():
    """Pairs of a name as it is printed and the row of its party; present names come first."""
    rows = table()
    for column in ("name", "names", "read_as"):
        yield from ((name, row) for row in rows for name in row[column].split("|") if name)


@cache
def table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, FIELDS, delimiter="\t", restval=""))


def object_of(row):
    own = {key: row[key] for key in ("id", "name", "kind", "iso") if row[key]}
    names = [name for name in row["names"].split("|") if name]
    return own | ({"other_names": names} if names else {})
