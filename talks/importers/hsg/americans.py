"""Presidents, Vice Presidents and Secretaries of State of the United States, from americans.tsv.

Remarks name them by surname; the day tells which one it was.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from talks.importers.party_names import folded

from .names import slug_of
from .parties import UNITED_STATES

TABLE = Path(__file__).with_name("americans.tsv")
DEPARTMENT = "Department of State"


@dataclass(frozen=True)
class Term:
    who: str
    name: str
    title: str
    starts: str
    ends: str

    @property
    def slug(self):
        return slug_of(self.name)

    @property
    def surname(self):
        return folded(self.name.removesuffix(", Jr.")).split()[-1]

    def holds_on(self, day):
        return self.starts <= day and (not self.ends or day <= self.ends)

    def appointment(self):
        body = DEPARTMENT if self.title == "Secretary of State" else None
        facts = {"party": UNITED_STATES, "title": self.title, "body": body}
        facts |= {"from": self.starts, "to": self.ends}
        return {key: value for key, value in facts.items() if value}


@cache
def terms():
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Term(*row) for row in rows]


def terms_of(who):
    """The terms of a traveller, by the id that the files give; none of one who is not listed."""
    return [term for term in terms() if term.who == who]


def named(title, name, day):
    """The term of the American whom a remark of that day names, or None.

    The surname has to be one's who held the post then; before "elect" and after "former" at
    another time, the next one or the last.
    """
    post, when = post_named(title)
    words = folded(name).split()
    held = [t for t in terms() if t.title == post and words and words[-1] == t.surname]
    if when == "elect":
        return next((t for t in held if t.starts > day), None)
    if when == "former":
        return next((t for t in reversed(held) if t.ends and t.ends < day), None)
    return next((t for t in held if t.holds_on(day)), None)


def in_office(title, day):
    """The term of whoever held a post on a day, the leaving one where two did; or None."""
    return next((t for t in terms() if t.title == title and t.holds_on(day)), None)


def post_named(title):
    """The post that a title means, and whether its holder is still to come, or has left."""
    if title.endswith("-elect"):
        return title.removesuffix("-elect"), "elect"
    if title.startswith("Former "):
        return title.removeprefix("Former "), "former"
    return ("Secretary of State" if title == "Secretary" else title), ""


def official_of(terms_held):
    """An official as in a record file, with the posts of the terms given."""
    first = terms_held[0]
    posts = [term.appointment() for term in terms_held]
    return {"id": first.slug, "name": first.name, "appointments": posts}
