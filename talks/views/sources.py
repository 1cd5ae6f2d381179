"""Sources: one source with everything that rests on it, and the sources of a page."""

from django.shortcuts import render

from talks.models import Appointment, FollowUp, Meeting, Official, Source, Statement
from talks.structured_data import source_graph

from .addresses import site_of, with_public
from .pagination import page_of
from .sections import sections_of

ROWS_ON_A_PAGE = 25


@with_public(source=lambda: Source.objects.public())
def source_detail(request, source):
    sections, shown = sections_of(request, resting_on(source))
    rows = page_of(request, LISTED[shown.name](shown.rows), ROWS_ON_A_PAGE, count=shown.count)
    context = {"source": source, "sections": sections, "rows": rows, shown.name: rows}
    context["structured_data"] = source_graph(site_of(request), source)
    return render(request, "sources/detail.html", context)


def resting_on(source):
    """The public rows that cite a source, meetings that name it included."""
    posts = Appointment.objects.filter(
        pk__in=source.appointmentcitations.values("appointment"),
        official__in=Official.objects.public(),
    )
    return {
        "meetings": (
            "Meetings",
            Meeting.objects.published().filter(
                pk__in=source.meetingcitations.order_by()
                .values("meeting")
                .union(source.meeting_sources.order_by().values("meeting"))
            ),
        ),
        "statements": (
            "Statements",
            Statement.objects.published().filter(
                pk__in=source.statementcitations.values("statement")
            ),
        ),
        "follow_ups": (
            "Follow-ups",
            FollowUp.objects.published().filter(
                pk__in=source.followupcitations.values("follow_up")
            ),
        ),
        "posts": ("Posts", posts),
    }


LISTED = {
    "meetings": lambda rows: rows.newest_first().for_list_page(),
    "statements": lambda rows: rows.newest_first().for_list_page(),
    "follow_ups": lambda rows: rows.by_due_date().for_list_page(),
    "posts": lambda rows: rows.select_related("official", "party").order_by(
        "official__sort_key", "official__slug", "order", "pk"
    ),
}


def sources_cited(meeting, statements, follow_ups):
    """Pairs of a source and its citations on a meeting's page, those it names itself first."""
    cited = {Source(**row): [] for row in meeting.source_rows}
    for row in [meeting, *statements, *follow_ups]:
        for citation in row.citations.all():
            cited.setdefault(citation.source, []).append(citation)
    return list(cited.items())
