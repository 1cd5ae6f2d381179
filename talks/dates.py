"""Dates with their uncertainty: the strict subset of EDTF that the record uses, and its words.

Not here: model fields (models/fields.py). The rules are those of the Library of Congress EDTF
specification, level 1, plus unspecified digits anywhere in a date; see docs/decisions/dates.md.
"""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

DAY = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[~?%])?"
)
MARKS = {"~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


@dataclass(frozen=True)
class Edtf:
    """One parsed date: `text` as written, and the first and last day it may mean.

    An open side (`../b`, `a/..`) is None.
    """

    text: str
    earliest: date | None
    latest: date | None

    @property
    def is_day(self):
        """Whether the date is one single day, whatever its mark."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_exact_day(self):
        return self.is_day and self.text[-1].isdigit()


@lru_cache(maxsize=20_000)
def parse(text):
    """The `Edtf` for a date string; ValueError, in one sentence, when it is not one."""
    if "/" not in text:
        first = last = _parse_day(text)
    else:
        left, _, right = text.partition("/")
        if left == right == "..":
            raise ValueError(f'"{text}" is open on both sides')
        first = (None, None) if left == ".." else _parse_day(left)
        last = (None, None) if right == ".." else _parse_day(right)
    earliest, latest = first[0], last[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f'"{text}" ends before it starts')
    return Edtf(text, earliest, latest)


def _parse_day(text):
    match = DAY.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date (YYYY, YYYY-MM or YYYY-MM-DD, X for unknown)')
    parts = match["year"], match["month"] or "XX", match["day"] or "XX"
    earliest, latest = _first_match(*parts, step=1), _first_match(*parts, step=-1)
    if earliest is None:
        raise ValueError(f'"{text}" is no day of the calendar')
    return earliest, latest


def _first_match(year, month, day, *, step):
    """The first (step 1) or last (step -1) day of the calendar whose digits fit, or None."""
    years = _fitting(year, 1, 9999, step)
    for y, m in product(years, list(_fitting(month, 1, 12, step))):
        for d in _fitting(day, 1, monthrange(y, m)[1], step):
            return date(y, m, d)
    return None


def _fitting(pattern, low, high, step):
    """The numbers from low to high whose digits fit a pattern such as `19XX`, in order of step."""
    first = max(low, int(pattern.replace("X", "0")))
    last = min(high, int(pattern.replace("X", "9")))
    numbers = range(first, last + 1)[::step]
    if "X" not in pattern.rstrip("X"):
        return numbers
    fits = re.compile(pattern.replace("X", "."))
    return [n for n in numbers if fits.fullmatch(f"{n:0{len(pattern)}}")]


def in_words(text):
    """A date as a reader says it: `2022-01-14~` is "about 14 January 2022"; "" for no date."""
    if not text:
        return ""
    if "/" not in text:
        return _day_in_words(text)
    left, _, right = text.partition("/")
    if left == "..":
        return f"by {_day_in_words(right)}"
    if right == "..":
        return f"from {_day_in_words(left)}"
    first, last = parse(left), parse(right)
    if first.is_exact_day and last.is_exact_day and left[:7] == right[:7]:
        return f"between {first.earliest.day} and {_day_in_words(right)}"
    return f"between {_day_in_words(left)} and {_day_in_words(right)}"


def _day_in_words(text):
    match = DAY.fullmatch(text)
    year, month, day = match["year"], match["month"], match["day"]
    words = MARKS.get(match["mark"], "{}")
    return words.format(_plain_words(year, month, day))


def _plain_words(year, month, day):
    if "X" in year:
        decade = year[:3].isdigit() and not month
        return f"the {year[:3]}0s" if decade else "-".join(filter(None, [year, month, day]))
    if month is None or month == "XX":
        return year
    if "X" in month:
        return f"{year} (month {month})"
    named = f"{month_name[int(month)]} {year}"
    if day is None or day == "XX":
        return named
    return f"{int(day)} {named}" if day.isdigit() else f"{named} (day {day})"


def span_in_words(starts, ends):
    """Two dates as one span: "10–13 January 2022", or "30 January – 2 February 2022"."""
    if not ends or ends == starts:
        return in_words(starts)
    if not starts:
        return f"until {in_words(ends)}"
    first, last = parse(starts), parse(ends)
    if first.is_exact_day and last.is_exact_day:
        a, b = first.earliest, last.earliest
        if (a.year, a.month) == (b.year, b.month):
            return f"{a.day}–{in_words(ends)}"
        if a.year == b.year:
            return f"{a.day} {month_name[a.month]} – {in_words(ends)}"
    return f"{in_words(starts)} – {in_words(ends)}"


def may_cover(row, first, last):
    """Whether a row's `starts`..`ends` may have held on some day from first to last.

    A side that is not given is open. Reads the stored bounds.
    """
    begins, finishes = row.starts_earliest, row.ends_latest
    return (begins is None or begins <= last) and (finishes is None or finishes >= first)
