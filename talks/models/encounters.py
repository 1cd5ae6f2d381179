"""Who met whom, how often, and in which years: counts over published meetings, none of them stored.

Two parties "met" where both took part in a held meeting of a format that puts them face to face.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear

from .choices import MeetingFormat, MeetingStatus
from .delegations import Delegate, Delegation
from .meeting_queries import FACE_TO_FACE, TOOK_PART
from .meetings import Meeting
from .officials import Official
from .parties import Party
from .processes import Process

YEAR = ExtractYear("starts_earliest")
ENCOUNTERS = {
    "met": "Met",
    "both_present": "Both present",
    "indirect": "Through a mediator",
    "not_held": "Planned or not held",
}


@dataclass(frozen=True)
class Pair:
    """Two parties, or two officials, with the number of meetings at which they met."""

    one: Party | Official
    other: Party | Official
    times: int


def per_year(meetings):
    """Numbers by the year in which meetings began, at the earliest; None where that is open.

    One query.
    """
    return dict(meetings.order_by().values_list(YEAR).annotate(Count("pk")))


def in_year(meetings, year):
    """The meetings that `per_year` counts under a year."""
    return meetings.filter(starts_earliest__year=year)


def encounters_per_year(one, other):
    """How two parties came together: by name (`ENCOUNTERS`), numbers by year. One query."""
    between = Meeting.objects.published().between(one, other).order_by()
    counted = {name: {} for name in ENCOUNTERS}
    for status, form, year, n in between.values_list("status", "format", YEAR).annotate(
        Count("pk")
    ):
        years = counted[encounter_of(status, form)]
        years[year] = years.get(year, 0) + n
    return counted


def encounters(one, other, year=None):
    """The meetings that `encounters_per_year` counts, by the same names; of one year, if given."""
    between = Meeting.objects.published().between(one, other)
    between = between if year is None else in_year(between, year)
    held = between.held()
    rows = [held.face_to_face(), held.both_present(), held.indirect(), between.not_held()]
    return dict(zip(ENCOUNTERS, rows, strict=True))


def encounter_of(status, form):
    """The name in `ENCOUNTERS` of a meeting in which two parties both took part."""
    if status != MeetingStatus.HELD:
        return "not_held"
    if form in FACE_TO_FACE:
        return "met"
    return "indirect" if form == MeetingFormat.INDIRECT else "both_present"


def first_and_last(meetings):
    """The first and the last of `meetings`, or two times None. Two queries."""
    rows = meetings.without_prose()
    return rows.oldest_first().first(), rows.newest_first().first()


def published_at(path):
    return Q(**{f"{path}__is_draft": False})


def met_at(path):
    """That the meeting at the end of a path is one where those who took part met.

    Says of a join what `published().held().face_to_face()` says of a query of its own, so that
    the meetings are read once and not twice.
    """
    met = {"is_draft": False, "status": MeetingStatus.HELD, "format__in": FACE_TO_FACE}
    return Q(**{f"{path}__{field}": value for field, value in met.items()})


def differs(one, other):
    """That two foreign keys are known and not the same; a negation would cost a query a row."""
    return Q(**{f"{one}__lt": F(other)}) | Q(**{f"{one}__gt": F(other)})


def parties_met(party):
    """The parties that one has met, most often first, each with its `times`. One query."""
    there = Party.objects.filter(
        met_at("delegations__meeting"),
        delegations__role__in=TOOK_PART,
        delegations__meeting__delegations__party=party,
        delegations__meeting__delegations__role__in=TOOK_PART,
    )
    return most_often(there.exclude(pk=party.pk), Count("delegations"))


def parties_at(place):
    """The parties that took part in held meetings at a place, with their `times`. One query."""
    there = Party.objects.filter(
        published_at("delegations__meeting"),
        delegations__role__in=TOOK_PART,
        delegations__meeting__status=MeetingStatus.HELD,
        delegations__meeting__meeting_places__place=place,
    )
    return most_often(there, Count("delegations"))


def processes_at(place):
    """The processes with meetings at a place, with their `times`. One query."""
    here = Process.objects.filter(published_at("meetings"), meetings__meeting_places__place=place)
    return most_often(here, Count("meetings"))


def officials_met(official):
    """The officials of other parties whom one has met, with `times`. One query."""
    across = "delegates__delegation__meeting__delegations"
    there = Official.objects.filter(
        met_at("delegates__delegation__meeting"),
        differs("delegates__delegation__party", f"{across}__party"),
        **{
            "delegates__delegation__role__in": TOOK_PART,
            f"{across}__role__in": TOOK_PART,
            f"{across}__delegates__official": official,
        },
    )
    meetings = Count("delegates__delegation__meeting", distinct=True)
    return most_often(there.exclude(pk=official.pk), meetings)


def parties_sat_for(official):
    """The parties for which an official sat at published meetings, with `times`. One query."""
    sat_for = Party.objects.filter(
        published_at("delegations__meeting"), delegations__delegates__official=official
    )
    return most_often(sat_for, Count("delegations"))


def officials_sat_for(party):
    """The officials who sat for a party at published meetings, with `times`. One query."""
    seated = Official.objects.filter(
        published_at("delegates__delegation__meeting"), delegates__delegation__party=party
    )
    return most_often(seated, Count("delegates"))


def most_often(rows, times):
    return rows.defer("folded").annotate(times=times).order_by("-times", "sort_key", "slug")


def pairs_at(place, most):
    """The pairs of parties that met most at a place. One query."""
    other = "meeting__delegations__party"
    rows = Delegation.objects.filter(
        met_at("meeting"),
        role__in=TOOK_PART,
        meeting__meeting_places__place=place,
        meeting__delegations__role__in=TOOK_PART,
        **{f"{other}__gt": F("party")},
    )
    return pairs_of(Party, rows, "party", other, most)


def pairs_across(one, other, most):
    """The officials of two parties who sat across from each other most. One query.

    An official sits once in a delegation, so that each row is a meeting.
    """
    across = "delegation__meeting__delegations"
    rows = Delegate.objects.filter(
        met_at("delegation__meeting"),
        differs("official", f"{across}__delegates__official"),
        delegation__party=one,
        delegation__role__in=TOOK_PART,
        **{f"{across}__party": other, f"{across}__role__in": TOOK_PART},
    )
    return pairs_of(Official, rows, "official", f"{across}__delegates__official", most)


def pairs_of(model, rows, one, other, most):
    ends = [f"{end}__{field}" for end in (one, other) for field in ("slug", "name")]
    counted = rows.values_list(*ends).annotate(times=Count("pk"))
    ordered = counted.order_by("-times", f"{one}__slug", f"{other}__slug")[:most]
    return [
        Pair(model(slug=a, name=first), model(slug=b, name=second), times)
        for a, first, b, second, times in ordered
    ]
