"""Statements across all meetings. One statement has its place on its meeting's page."""

from talks.facets import CAP, STATEMENT_FACETS, facets_of
from talks.filters import StatementFilter
from talks.kept_counts import kept
from talks.models import Statement
from talks.models.statement_queries import FIRST_YEAR

from .lists import Years, count_by_year, render_list, with_filters
from .pagination import page_of

STATEMENTS_ON_A_PAGE = 25
# The chart of the list counts the years.
FACETS = [dimension for dimension in STATEMENT_FACETS if dimension.name != "year"]


@with_filters(StatementFilter, lambda: Statement.objects.published().newest_first())
def statement_list(request, filters):
    """Nine queries, seven while the counts are kept; and one for each kind of noun that filters."""
    by_year, facets = kept(("statements", filters.canonical_query), lambda: counts_of(filters))
    years = Years(filters, by_year)
    statements = page_of(
        request,
        filters.qs if is_long(years) else filters.qs.sorted_whole(),
        STATEMENTS_ON_A_PAGE,
        count=years.total,
        load=lambda found: found.for_list_page(),
    )
    context = {"statements": statements, "years": years, "facets": facets}
    return render_list(request, "statements/list.html", filters, statements, **context)


def counts_of(filters):
    """By year, and by all else: of a long list among its first rows, by their day alone."""
    by_year = count_by_year(filters, FIRST_YEAR)
    order = filters.qs.query.order_by[:1] if is_long(Years(filters, by_year)) else []
    return by_year, facets_of(filters.in_force, filters.qs.order_by(*order), FACETS)


def is_long(years):
    """Of many rows the first are met soon on a walk in order; few are found first, sorted then."""
    return years.total > CAP
