"""The calendar: one month as a grid of days, or as an agenda."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from talks.filters import MeetingFilter, RecordFilter
from talks.filters import words as filter_words
from talks.filters.fields import quoted
from talks.models import FollowUp, Meeting, days

from .lists import with_filters
from .months import Days, Month, month_of

# A month of the fullest record has 70; more come from meetings of which only the year is known.
MEETINGS_AT_MOST = 300


class MonthFilter(RecordFilter):
    """What narrows a month; which month is not a filter, as there is always one."""

    party = MeetingFilter.base_filters["party"]
    process = MeetingFilter.base_filters["process"]
    in_words = filter_words.meetings


@with_filters(MonthFilter, lambda: Meeting.objects.published())
def calendar(request, filters):
    """Nine queries, and those of the filters' values; two more when no month is asked for."""
    meetings = filters.qs
    month, note = month_asked(request.GET.get("month", "").strip(), meetings)
    found = list(days.within(meetings, month.first, month.last).for_list_page()[:MEETINGS_AT_MOST])
    context = {
        "filters": filters,
        "is_agenda": request.GET.get("view") == "agenda",
        "month": month,
        "note": note,
        "meetings": found,
        "is_cut": len(found) == MEETINGS_AT_MOST,
        "days": Days(month, found, promises_for(month, filters)),
        "year": months_of(month, meetings),
        "earlier": month_begun(days.last_begun_before(meetings, month.first)),
        "later": month_begun(days.first_begun_after(meetings, month.last)),
        "this_month": Month.of(timezone.localdate()),
        "canonical_query": f"month={month}",
        "subscription": subscription_to(request, filters),
    }
    return render(request, "calendar/calendar.html", context)


def subscription_to(request, filters):
    """The address of all months as one calendar; `webcal` opens a program that keeps calendars."""
    query = filters.canonical_query
    path = f"{reverse('meeting_list_ics')}{f'?{query}' if query else ''}"
    address = request.build_absolute_uri(path)
    return {"address": address, "webcal": f"webcal{address[len(request.scheme) :]}"}


def month_asked(text, meetings):
    """The month to show, and a note when it is another than the one meant.

    Nothing asked means this month, or the nearest with a meeting; a year, its first with one.
    """
    asked, this = month_of(text), Month.of(timezone.localdate())
    if asked and len(text) > len("2022"):
        return asked, ""
    start = asked or this
    begun = days.first_begun_from(meetings, start.first)
    if asked:
        in_year = begun and begun.year == asked.year
        return (Month.of(begun) if in_year else asked), ""
    month = month_begun(begun or days.last_begun_before(meetings, this.first)) or this
    if text:
        return month, f"We cannot read {quoted(text)} as a month such as 2022-01."
    nearest = f"Nothing is on record for {this.in_words}; this is the nearest month with a meeting."
    return month, "" if month == this else nearest


def month_begun(day):
    return Month.of(day) if day else None


def promises_for(month, filters):
    """Promises that may fall due in a month, of the meetings that the filters leave."""
    due = FollowUp.objects.published().due_within(month.first, month.last)
    if filters.active:
        due = due.filter(meeting__in=filters.qs.order_by())
    return due.by_due_date().for_list_page()


def months_of(month, meetings):
    """Pairs of each month of the year and how many meetings began in it."""
    counts = days.begun_by_month(meetings, month.year)
    return [(Month(month.year, n), counts.get(n, 0)) for n in range(1, 13)]
