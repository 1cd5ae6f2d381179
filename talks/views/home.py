"""The front page, and the page about the record."""

from django.db.models import Count, Func, IntegerField, Min
from django.shortcuts import render
from django.utils import timezone

from talks.models import FollowUp, Issue, Meeting, Statement
from talks.models.choices import StatementWording
from talks.structured_data import site_graph

from .addresses import site_of

LATEST, UPCOMING, SAME_DAY, PROMISES, ISSUES, PROCESSES = 7, 5, 5, 5, 4, 4
# The most bytes of a quotation on the front page, and statements of the meeting it is from.
LONG, MANY = 300, 100


def home(request):
    """Twelve queries."""
    meetings, today = Meeting.objects.published(), timezone.localdate()
    latest = list(latest_of(meetings)[:LATEST])
    lead = next((meeting for meeting in latest if meeting.summary), next(iter(latest), None))
    upcoming = list(upcoming_of(meetings)[:UPCOMING])
    same_day = list(same_day_of(meetings, today)[:SAME_DAY])
    promises = list(promises_with_a_date()[:PROMISES])
    shown = [*latest, *upcoming, *same_day, *(promise.meeting for promise in promises)]
    context = {
        "lead": lead,
        "latest": latest,
        "upcoming": upcoming,
        "today": today,
        "on_this_day": same_day,
        "promises": promises,
        "quotation": quotation_from(latest),
        "issues": issues_with_a_question()[:ISSUES],
        "processes": processes_of(shown)[:PROCESSES],
        "structured_data": site_graph(site_of(request)),
        "numbers": meetings.aggregate(meetings=Count("pk"), since=Min("starts_earliest")),
    }
    return render(request, "home/home.html", context)


def about(request):
    return render(request, "home/about.html")


def latest_of(meetings):
    """As rows of a list, each with its summary and its process."""
    rows = meetings.latest_on_record().for_list_page().select_related("process")
    return rows.defer(None).defer("outcome", "folded", "search", "process__folded")


def upcoming_of(meetings):
    return meetings.upcoming().oldest_first().for_list_page().select_related("process")


def same_day_of(meetings, day):
    same_day = meetings.on_this_day(day).newest_first()
    return same_day.without_prose().select_related("process")


def promises_with_a_date():
    dated = FollowUp.objects.published().pending().exclude(due_latest=None).soonest_first()
    return dated.for_list_page().select_related("meeting__process").prefetch_related(None)


def processes_of(meetings):
    return list(dict.fromkeys(meeting.process for meeting in meetings if meeting.process))


def quotation_from(meetings):
    """A short one, word for word, from the first of these meetings that has one; or None."""
    meetings = {row.pk: row for row in meetings if 0 < row.statement_count <= MANY}
    said = Statement.objects.published().filter(
        meeting__in=meetings, wording=StatementWording.VERBATIM
    )
    # Unlike the number of characters, that of bytes is known without reading a long text.
    size = Func("text", function="octet_length", output_field=IntegerField())
    short = said.alias(size=size).filter(size__lte=LONG).select_related("speaker")
    rows = {row.meeting_id: row for row in short.order_by("-order", "-pk")}
    first = next((rows[pk] for pk in meetings if pk in rows), None)
    if first:
        first.meeting = meetings[first.meeting_id]
    return first


def issues_with_a_question():
    """Most statements first."""
    asked = Issue.objects.public().exclude(question="").for_list_page()
    return asked.order_by("-statement_count", "sort_key", "slug")
