"""The chain of talks: meetings in the order of their days, and what stands around them."""

from datetime import date

from django.db.models import Count, F, Max, Min, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from .choices import MeetingStatus
from .follow_ups import FollowUp, FollowUpPromiser

NEWEST_FIRST = [F("starts_earliest").desc(nulls_last=True), "slug"]
OLDEST_FIRST = [F("starts_earliest").asc(nulls_last=True), "slug"]
NEWEST_BEFORE = [F("starts_earliest").desc(nulls_first=True), "-slug"]
BOUNDS = ["starts_earliest", "starts_latest", "ends_latest"]
SHOWN = ["slug", "title", "status", "starts", "ends", *BOUNDS]
LINK_SHOWN = ["slug", "kind", "text", "due", "due_earliest", "due_latest", "state"]
LATE = "overdue"


def around(meetings, meeting):
    """Of `meetings`: the `parts` of one, and the `previous` and `next` in its process, as lists.

    One query.
    """
    meetings = meetings.only(*SHOWN)
    series = meetings.filter(process=meeting.process_id).exclude(process=None)
    sides = {
        "parts": meetings.filter(part_of=meeting),
        "previous": series.filter(comes_before(meeting)).order_by(*NEWEST_BEFORE)[:1],
        "next": series.filter(comes_after(meeting)).order_by(*OLDEST_FIRST)[:1],
    }
    rows = [found.annotate(side=Value(side)) for side, found in sides.items()]
    found = {side: [] for side in sides}
    for row in sorted(rows[0].union(*rows[1:], all=True), key=sort_key):
        found[row.side].append(row)
    return found


def comes_before(meeting):
    """Meetings that stand before this one in `OLDEST_FIRST` order."""
    day, slug = meeting.starts_earliest, meeting.slug
    if day is None:
        return Q(starts_earliest__isnull=False) | Q(slug__lt=slug)
    return Q(starts_earliest__lt=day) | Q(starts_earliest=day, slug__lt=slug)


def comes_after(meeting):
    day, slug = meeting.starts_earliest, meeting.slug
    if day is None:
        return Q(starts_earliest=None, slug__gt=slug)
    later = Q(starts_earliest__gt=day) | Q(starts_earliest=None)
    return later | Q(starts_earliest=day, slug__gt=slug)


def sort_key(meeting):
    return (meeting.starts_earliest or date.max, meeting.slug)


def for_chain(meetings):
    """What the chain of a process shows of each: its day, state, form and places. Two queries."""
    from .meeting_links import MeetingPlace

    places = MeetingPlace.objects.select_related("place").order_by("order", "pk")
    places = places.only("meeting", "place__city", "place__slug")
    # Rows found through a process are asked for its id.
    return meetings.only(*SHOWN, "format", "process").prefetch_related(
        Prefetch("meeting_places", places)
    )


def links_of(meetings):
    """What was promised at these meetings and what leads to them; published ends only.

    In the order of the record; an editors' link that leads to a draft is left out. Two queries.
    """
    ids = [meeting.pk for meeting in meetings]
    ends = [f"{end}__{name}" for end in ("meeting", "to_meeting") for name in [*SHOWN, "process"]]
    promisers = FollowUpPromiser.objects.select_related("party").order_by("order", "pk")
    links = (
        FollowUp.objects.published()
        .filter(Q(meeting__in=ids) | Q(to_meeting__in=ids))
        .select_related("meeting", "to_meeting")
        .only(*LINK_SHOWN, *ends, "to_meeting__is_draft")
        .prefetch_related(Prefetch("promisers", promisers))
        .order_by("meeting__starts_earliest", "meeting__slug", "order", "pk")
    )
    return [link for link in links if is_shown(link)]


def is_shown(link):
    """An editors' link that leads to a draft says nothing to a reader."""
    return link.is_promise or link.public_to_meeting is not None


def state_of(meeting):
    """Its status; `overdue` when its last possible day has gone by and no outcome is on record."""
    last = meeting.ends_latest if meeting.ends else meeting.starts_latest
    still_open = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.TENTATIVE)
    return LATE if still_open and last and last < timezone.localdate() else meeting.status


def state_in_words(meeting):
    if state_of(meeting) == LATE:
        return f"{meeting.get_status_display()}; no outcome on record"
    return meeting.get_status_display()


def extent_of(meetings):
    """How many there are, and the first and last year of those with a date. One query."""
    last = Coalesce("ends_latest", "starts_latest")
    return meetings.aggregate(count=Count("pk"), first=Min("starts_earliest"), last=Max(last))
