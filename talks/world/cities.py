"""Where a city lies of which the record has a name and a country, but no coordinates.

The list is GeoNames' (README.md beside this file). It is asked when a map is drawn, and never
written into the record.
"""

from functools import cache
from pathlib import Path

from talks.folding import fold

LIST = Path(__file__).with_name("cities.tsv")


def position(city, country):
    """Degrees (latitude, longitude) of the one well-known city of that name there, or None."""
    return positions().get((country, key(city)))


def key(city):
    """A city's name without what spellings differ in: accents, apostrophes, hyphens, stops."""
    plain = fold(city).replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


@cache
def positions():
    """Degrees by country and key: some 44,000 names, 11 MB, read once (a tenth of a second)."""
    found = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        country, latitude, longitude, names = line.split("\t")
        degrees = float(latitude), float(longitude)
        found |= {(country, name): degrees for name in names.split("|")}
    return found
