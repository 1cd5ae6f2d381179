"""Dates as people write them ("10 January 2022", "about Jan 2022"), read as EDTF strings.

What `dates.in_words` says is read back as what it was. A date that may be read in two ways, such
as 10/01/2022, is refused. English alone.
"""

import re
from calendar import day_name, month_name
from dataclasses import dataclass, replace

from talks import dates

MONTH = "|".join(
    rf"{name[:3]}(?:{name[3:]}|\.|t\.?)?"
    if name == "September"
    else rf"{name[:3]}(?:{name[3:]}|\.)?"
    for name in list(month_name)[1:]
)
WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4}|\d{3}X)"
MAX_LENGTH = 100
WRITTEN = [
    rf"{WEEKDAY}{DAY}(?: of)? (?P<month>{MONTH}),?(?: {YEAR})?",
    rf"{WEEKDAY}(?P<month>{MONTH}) {DAY},?(?: {YEAR})?",
    rf"(?P<month>{MONTH}),?(?: {YEAR})?",
    r"the (?P<decade>\d{3})0s",
    rf"{WEEKDAY}{DAY}",
    YEAR,
]
WRITTEN = [re.compile(pattern, re.IGNORECASE) for pattern in WRITTEN]
EDTF = re.compile(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}[~?%]?")
ABOUT = re.compile(r"(?:about|around|circa|ca?\.|approximately) ?", re.IGNORECASE)
UNSURE = re.compile(r" ?\((?:uncertain|\?)\)| ?\?", re.IGNORECASE)
SOME_DAY = re.compile(r"(?:some day )?between (.+) and (.+)", re.IGNORECASE)
BY = re.compile(r"(?:by|until|no later than) (.+)", re.IGNORECASE)
FROM = re.compile(r"(?:from|since) (.+)", re.IGNORECASE)
DAYS = re.compile(r"(?:from )?(.+?)(?: ?[–—] ?| - | to )(.+)", re.IGNORECASE)
HYPHENED = re.compile(r"(\d{1,2}) ?- ?(\d{1,2} [a-z].+)", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """The first and the last of several days, or of several months or years, as EDTF strings."""

    starts: str
    ends: str

    def __str__(self):
        return f"{self.starts}/{self.ends}"


@dataclass(frozen=True)
class Part:
    """One date, of which a right neighbour may have to tell the month or the year."""

    day: str = ""
    month: str = ""
    year: str = ""
    mark: str = ""

    def completed(self, other):
        if self.year:
            return self
        return replace(self, month=self.month or other.month, year=other.year)

    def __str__(self):
        if not self.year:
            raise ValueError("the year is missing")
        parts = [self.year, self.month, self.day and f"{int(self.day):02}"]
        return "-".join(filter(None, parts)) + self.mark


def read(text):
    """What is meant: an EDTF string, or a `Span`. ValueError, in half a sentence, else."""
    text = " ".join(text.split())
    if len(text) > MAX_LENGTH:
        raise ValueError("so long a text is not a date")
    found = meant(text)
    for date in (found.starts, found.ends) if isinstance(found, Span) else (found,):
        dates.parse(date)
    if isinstance(found, Span):
        dates.parse(str(Span(found.starts.rstrip("~?%"), found.ends.rstrip("~?%"))))
    return found


def meant(text):
    if EDTF.fullmatch(text) or "/" in text:
        return text
    if match := SOME_DAY.fullmatch(text):
        return str(span(*match.groups()))
    if match := BY.fullmatch(text):
        return f"../{part(match[1])}"
    if match := DAYS.fullmatch(text) or HYPHENED.fullmatch(text):
        return span(*match.groups())
    if match := FROM.fullmatch(text):
        return f"{part(match[1])}/.."
    return str(part(text))


def span(first, last):
    last = part(last)
    return Span(str(part(first).completed(last)), str(last))


def part(text):
    """One date with its mark; ValueError when it is none."""
    if EDTF.fullmatch(text):
        year, _, rest = text.rstrip("~?%").partition("-")
        month, _, day = rest.partition("-")
        return Part(day, month, year, text[len(text.rstrip("~?%")) :])
    about, unsure = bool(ABOUT.match(text)), bool(UNSURE.search(text))
    plain = UNSURE.sub("", ABOUT.sub("", text, count=1))
    mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((about, unsure), "")
    for pattern in WRITTEN:
        if match := pattern.fullmatch(plain):
            return of_match(match.groupdict(), mark)
    raise ValueError(
        f'"{text}" is not a date that can be read: write 10 January 2022, Jan 2022 or 2022'
    )


def of_match(found, mark):
    if decade := found.get("decade"):
        return Part(year=f"{decade}X", mark=mark)
    month = found.get("month")
    number = f"{month_number(month):02}" if month else ""
    date = Part(found.get("day") or "", number, found.get("year") or "", mark)
    if date.year and found.get("weekday"):
        check_weekday(date, found["weekday"])
    return date


def check_weekday(date, weekday):
    day = dates.parse(str(date)).earliest
    if not day_name[day.weekday()].startswith(weekday.capitalize()):
        raise ValueError(f"{dates.in_words(str(day))} is a {day_name[day.weekday()]}")


def month_number(name):
    begins = name[:3].capitalize()
    return next(n for n, full in enumerate(month_name) if n and full.startswith(begins))
