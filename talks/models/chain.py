"""The chain of talks: meetings in the order of their days, and what stands around one of them."""

from datetime import date

from django.db.models import F, Q, Value

NEWEST_FIRST = [F("starts_earliest").desc(nulls_last=True), "slug"]
OLDEST_FIRST = [F("starts_earliest").asc(nulls_last=True), "slug"]
NEWEST_BEFORE = [F("starts_earliest").desc(nulls_first=True), "-slug"]
SHOWN = ["slug", "title", "status", "starts", "ends", "starts_earliest"]


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
