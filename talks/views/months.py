"""A month as a calendar shows it: its weeks, what went on each day, and what has no exact day."""

import re
from calendar import Calendar, monthrange
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from talks import dates

MONTH = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
IN_A_CELL = 4


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day):
        return cls(day.year, day.month)

    def __str__(self):
        return f"{self.year:04}-{self.number:02}"

    @property
    def in_words(self):
        return dates.in_words(str(self))

    @property
    def first(self):
        return date(self.year, self.number, 1)

    @property
    def last(self):
        return self.first.replace(day=monthrange(self.year, self.number)[1])

    @property
    def before(self):
        """The month before; None where the calendar of the record begins."""
        return self.moved(-1)

    @property
    def after(self):
        return self.moved(1)

    def moved(self, months):
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1) if date.min.year <= year <= date.max.year else None

    @property
    def weeks(self):
        """Lists of seven days of the month, from Monday on; 0 stands for a day of another month."""
        return Calendar().monthdayscalendar(self.year, self.number)


def month_of(text):
    """The month that a text such as "2022-01", "2022" or "2022-01-10" begins in, or None."""
    try:
        return Month.of(dates.parse(text).earliest) if MONTH.fullmatch(text) else None
    except ValueError:
        return None


@dataclass
class Day:
    """`begins` are meetings that began on this day (or before the month), `goes_on` the others."""

    date: date
    begins: list = field(default_factory=list)
    goes_on: list = field(default_factory=list)
    due: list = field(default_factory=list)

    @property
    def is_today(self):
        return self.date == timezone.localdate()

    @property
    def meeting_count(self):
        return len(self.begins) + len(self.goes_on)

    @property
    def shown(self):
        """Pairs of a meeting and whether it goes on from a day before, as many as a cell holds."""
        pairs = [(row, False) for row in self.begins] + [(row, True) for row in self.goes_on]
        return pairs if len(pairs) <= IN_A_CELL else pairs[: IN_A_CELL - 1]

    @property
    def hidden_count(self):
        return self.meeting_count - len(self.shown)


class Days:
    """The days of a month with what is on record for each; the rest is `loose` or `loosely_due`."""

    def __init__(self, month, meetings, follow_ups):
        self.month = month
        self.days = {n: Day(month.first.replace(day=n)) for n in range(1, month.last.day + 1)}
        self.loose = [row for row in meetings if not self.place(row)]
        self.loosely_due = [row for row in follow_ups if not self.place_due(row)]

    def place(self, meeting):
        """Puts a meeting under its days; False when it has no exact ones."""
        if not all(
            dates.parse(text).is_exact_day for text in [meeting.starts, meeting.ends] if text
        ):
            return False
        first = max(meeting.first_day, self.month.first)
        last = min(meeting.last_day, self.month.last)
        self.days[first.day].begins.append(meeting)
        for n in range(first.day + 1, last.day + 1):
            self.days[n].goes_on.append(meeting)
        return True

    def place_due(self, follow_up):
        due = dates.parse(follow_up.due)
        if due.is_exact_day:
            self.days[due.earliest.day].due.append(follow_up)
        return due.is_exact_day

    @property
    def weeks(self):
        return [[self.days.get(n) for n in week] for week in self.month.weeks]

    @property
    def agenda(self):
        """The days on which something begins or falls due."""
        return [day for day in self.days.values() if day.begins or day.due]
