"""Statements across all meetings. One statement has its place on its meeting's page."""

from django.shortcuts import render

from talks.filters import StatementFilter
from talks.models import Statement

from .pagination import page_of

STATEMENTS_ON_A_PAGE = 25


def statement_list(request):
    filters = StatementFilter(request.GET, Statement.objects.published().newest_first())
    rows = filters.qs.sorted_whole() if filters.active else filters.qs
    statements = page_of(
        request, rows, STATEMENTS_ON_A_PAGE, load=lambda found: found.for_list_page()
    )
    return render(request, "statements/list.html", {"filters": filters, "statements": statements})
