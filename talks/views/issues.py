"""Issues: the list, and what each party has said on one over time."""

from django.shortcuts import render

from talks.filters import NameFilter
from talks.models import Issue, Meeting, Statement

from .addresses import with_public
from .pagination import page_of

ISSUES_ON_A_PAGE = 100
STATEMENTS_ON_A_PAGE = 50
LATEST_MEETINGS = 10


def issue_list(request):
    filters = NameFilter(request.GET, Issue.objects.public())
    issues = page_of(request, filters.qs.for_list_page(), ISSUES_ON_A_PAGE)
    return render(request, "issues/list.html", {"filters": filters, "issues": issues})


@with_public(issue=lambda: Issue.objects.public().select_related("parent"))
def issue_detail(request, issue):
    """What stands above a public issue is public; what stands below may not be."""
    said = Statement.objects.published().on_issue(issue).oldest_first().for_list_page()
    meetings = Meeting.objects.published().on_issue(issue)
    positions = page_of(request, said, STATEMENTS_ON_A_PAGE)
    return render(
        request,
        "issues/detail.html",
        {
            "issue": issue,
            "children": issue.children.filter(pk__in=Issue.objects.public().values("pk")),
            "positions": positions,
            "stances": {statement.pk: stance_on(issue, statement) for statement in positions},
            "meetings": meetings.newest_first().for_list_page()[:LATEST_MEETINGS],
            "meeting_count": meetings.count(),
        },
    )


def stance_on(issue, statement):
    rows = statement.statement_issues.all()
    return next(row for row in rows if row.issue_id == issue.pk)
