"""Who somebody in a list is: the official's id and name, and who held an office on a day."""

import csv
import re
from functools import cache
from pathlib import Path

from talks.folding import fold

from .volumes import spaced

KNOWN = Path(__file__).with_name("known.tsv")
# Those who "The President" and "The Secretary" are, from the day they took office.
PRESIDENTS = [
    ("1933-03-04", "Franklin D. Roosevelt"),
    ("1945-04-12", "Harry S. Truman"),
    ("1953-01-20", "Dwight D. Eisenhower"),
    ("1961-01-20", "John F. Kennedy"),
    ("1963-11-22", "Lyndon B. Johnson"),
    ("1969-01-20", "Richard M. Nixon"),
    ("1974-08-09", "Gerald R. Ford"),
    ("1977-01-20", "Jimmy Carter"),
    ("1981-01-20", "Ronald Reagan"),
    ("1989-01-20", "George H. W. Bush"),
    ("1993-01-20", ""),
]
VICE_PRESIDENTS = [
    ("1933-03-04", ""),
    ("1953-01-20", "Richard M. Nixon"),
    ("1961-01-20", "Lyndon B. Johnson"),
    ("1963-11-22", ""),
    ("1965-01-20", "Hubert H. Humphrey"),
    ("1969-01-20", "Spiro T. Agnew"),
    ("1973-10-10", ""),
    ("1973-12-06", "Gerald R. Ford"),
    ("1974-08-09", ""),
    ("1974-12-19", "Nelson A. Rockefeller"),
    ("1977-01-20", "Walter F. Mondale"),
    ("1981-01-20", "George H. W. Bush"),
    ("1989-01-20", ""),
]
SECRETARIES = [
    ("1933-03-04", "Cordell Hull"),
    ("1944-12-01", "Edward R. Stettinius Jr."),
    ("1945-06-27", ""),
    ("1945-07-03", "James F. Byrnes"),
    ("1947-01-21", "George C. Marshall"),
    ("1949-01-21", "Dean Acheson"),
    ("1953-01-21", "John Foster Dulles"),
    ("1959-04-22", "Christian A. Herter"),
    ("1961-01-21", "Dean Rusk"),
    ("1969-01-22", "William P. Rogers"),
    ("1973-09-22", "Henry A. Kissinger"),
    ("1977-01-23", "Cyrus Vance"),
    ("1980-05-08", "Edmund S. Muskie"),
    ("1981-01-22", "Alexander M. Haig"),
    ("1982-07-16", "George P. Shultz"),
    ("1989-01-25", "James A. Baker"),
    ("1992-08-23", ""),
]
OFFICES = [
    (re.compile(r"(?:the )?president(?: of the united states)?", re.I), "President", PRESIDENTS),
    (re.compile(r"(?:the )?vice[- ]president", re.I), "Vice President", VICE_PRESIDENTS),
    (re.compile(r"(?:the )?secretary(?: of state)?", re.I), "Secretary of State", SECRETARIES),
]
# Kept with a surname that stands alone.
RANKED = re.compile(
    r"(?:Lieutenant |Major |Brigadier |Vice |Rear )?(?:General|Admiral|Marshal|Colonel|Captain)$",
    re.I,
)
PEERAGE = re.compile(r"^(?:Sir|Lord|Lady|Dame|Viscount|Earl|Baroness|Marquess)\s+")


def holder(title, day):
    """Name and full title of whom an American office alone stands for on a day; or None."""
    for pattern, full, holders in OFFICES:
        if pattern.fullmatch(title.strip(" .,")):
            held = [name for since, name in holders if since <= day]
            return (held[-1], full) if held and held[-1] else None
    return None


@cache
def known():
    """Triples of party, pattern and name of well-known people, the longest pattern first."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    rows.sort(key=lambda row: -len(row[1]))
    return [
        (party, re.compile(rf"(?<![\w’]){re.escape(fold(words))}$"), name)
        for party, words, name in rows
    ]


def known_person(name):
    """Party and full name of a well-known person; no name where only the party is sure."""
    folded = fold(name)
    for party, pattern, full in known():
        if (match := pattern.search(folded)) and (match.start() == 0 or agrees(folded, full)):
            return party, full
    return None, ""


def agrees(folded, full):
    """Whether the given name of one, where there is one, may be that of the other."""
    mine, theirs = folded.split(), fold(full).split()
    return len(mine) == 1 or not theirs or mine[0][0] == theirs[0][0] or not mine[0][0].isalpha()


def official_of(name, party, rank="", honorific=""):
    """The official in full. Known by surname or with a peer's title, the id names the party."""
    name = spaced(name)
    bare = PEERAGE.sub("", name)
    slug = slug_of(bare)
    if len(bare.split()) == 1:
        shown = name if bare != name else f"{rank or honorific} {bare}".strip()
        prefix = f"{slug_of(rank)}-" if rank else ""
        return {"id": f"{prefix}{slug}-{party}", "name": shown}
    return {"id": f"{slug}-{party}" if bare != name else slug, "name": name}


def slug_of(text):
    return re.sub(r"[^a-z0-9]+", "-", fold(text.replace("’", "").replace("'", ""))).strip("-")
