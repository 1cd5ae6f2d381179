"""Meetings by the days they may have gone on: what a calendar asks.

A meeting that is open on one side counts where it is known to have been, and no further:
`Meeting.first_day` and `last_day` say the same of one row.
"""

from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce, ExtractMonth


def first_day(path=""):
    """An expression for `Meeting.first_day`; `path` leads to the meeting, as in "meeting__"."""
    return Coalesce(f"{path}starts_earliest", f"{path}starts_latest")


def last_day(path=""):
    """The same for `Meeting.last_day`."""
    given = Case(
        When(**{f"{path}ends": ""}, then=f"{path}starts_latest"), default=f"{path}ends_latest"
    )
    return Coalesce(given, f"{path}starts_earliest", f"{path}starts_latest")


LAST_DAY = last_day()
IN_ORDER = [F("starts_earliest").asc(nulls_first=True), F("time").asc(nulls_first=True), "slug"]


def within(meetings, first, last):
    """Meetings that may have gone on between two days, both included, oldest first."""
    begun = Q(starts_earliest__lte=last) | Q(starts_earliest=None, starts_latest__lte=last)
    return meetings.alias(last_day=LAST_DAY).filter(begun, last_day__gte=first).order_by(*IN_ORDER)


def begun_by_month(meetings, year):
    """Numbers of meetings that began in each month (1 to 12) of a year. One query."""
    begun = meetings.order_by().filter(starts_earliest__year=year)
    return dict(begun.values_list(ExtractMonth("starts_earliest")).annotate(n=Count("pk")))


def first_begun_from(meetings, day):
    """The first day from `day` on that a meeting began on, or None. One query."""
    begun = meetings.filter(starts_earliest__gte=day).order_by("starts_earliest")
    return begun.values_list("starts_earliest", flat=True).first()


def first_begun_after(meetings, day):
    begun = meetings.filter(starts_earliest__gt=day).order_by("starts_earliest")
    return begun.values_list("starts_earliest", flat=True).first()


def last_begun_before(meetings, day):
    begun = meetings.filter(starts_earliest__lt=day).order_by("-starts_earliest")
    return begun.values_list("starts_earliest", flat=True).first()
