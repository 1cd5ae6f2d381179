"""Issues: the list, and what each party has said on one over time, as a page and as CSV."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render

from talks.csv_files import csv_response
from talks.filters import IssueFilter
from talks.filters.fields import quoted
from talks.kept_counts import kept
from talks.models import Issue, Meeting, MeetingIssue
from talks.models.positions import positions_on
from talks.structured_data import issue_graph

from .addresses import site_of, with_public
from .lists import as_tree, meetings_by, render_list, with_filters
from .pagination import page_of
from .position_lines import HEADER, lines_of
from .positions import columns_for, positions_page

ISSUES_ON_A_PAGE = 100
LATEST_MEETINGS = 10


@with_filters(IssueFilter, lambda: Issue.objects.public())
def issue_list(request, filters):
    """Three queries: issues are few, and stand in the order of a tree."""
    issues = page_of(request, as_tree(filters.qs.for_list_page()), ISSUES_ON_A_PAGE)
    meetings = kept("meetings by issue", lambda: meetings_by("issue"))
    for issue in issues:
        issue.meeting_count = meetings.get(issue.slug, 0)
    return render_list(request, "issues/list.html", filters, issues, issues=issues)


@with_public(issue=lambda: Issue.objects.public().select_related("parent"))
def issue_detail(request, issue):
    """What stands above a public issue is public; what stands below may not be."""
    positions = positions_on(issue)
    columns = columns_for(request, positions)
    request.data_query = columns.query
    meetings = meetings_on(issue, positions)
    latest = Meeting.objects.filter(pk__in=meetings).newest_first().for_list_page()
    context = {
        "issue": issue,
        "children": issue.children.filter(pk__in=Issue.objects.public().values("pk")),
        "statement_count": len({position.statement for position in positions}),
        "columns": columns,
        "meetings": latest[:LATEST_MEETINGS],
        "meeting_count": len(meetings),
        "structured_data": issue_graph(site_of(request), issue),
    }
    context |= positions_page(request, columns.of(positions), columns)
    return render(request, "issues/detail.html", context)


def meetings_on(issue, positions):
    """Ids of published meetings on an issue, or at which a statement on it was made. One query."""
    named = MeetingIssue.objects.filter(issue=issue, meeting__is_draft=False)
    return {row.meeting for row in positions} | set(named.values_list("meeting", flat=True))


@with_public(issue=lambda: Issue.objects.public())
def issue_csv(request, issue):
    """A line for each party that made each statement; `?party=` keeps some parties only."""
    positions = positions_on(issue)
    columns = columns_for(request, positions)
    if columns.misses:
        unknown = ", ".join(quoted(miss.raw) for miss in columns.misses)
        text = f"The positions of these parties cannot be given: {unknown}."
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    rows = lines_of(request, issue, columns.of(positions))
    return csv_response(f"{issue.slug}.csv", HEADER, rows)
