"""What the list pages share: filters, an address that can be kept, counts by year and by letter."""

from dataclasses import replace
from functools import wraps

from django.db.models import Count
from django.db.models.functions import Left
from django.http import QueryDict
from django.shortcuts import redirect, render

from talks.facets import MEETING_FACETS, facets_of
from talks.models import Meeting

from .meeting_years import chart_of

# For a list so short that its counts are never capped.
EVERY_ROW = 1_000_000


def with_filters(filters_of, rows):
    """Decorator: the view gets its filters over `rows()` beside the request.

    An address with empty values, or with names in place of ids, leads to the one to keep (302): a
    form sent without a script would else make addresses that nobody could quote.
    """

    def decorate(view):
        @wraps(view)
        def shown(request):
            filters = filters_of(request.GET, rows())
            if filters.is_tidy:
                return view(request, filters)
            query = filters.tidy_query
            return redirect(f"{request.path}?{query}" if query else request.path)

        return shown

    return decorate


def render_list(request, template, filters, page, **context):
    """Further pages, and lists that filters narrow, have a canonical address of their own.

    The page's forms as data hold all that the filters leave.
    """
    request.data_query = filters.canonical_query
    queries = [filters.canonical_query, f"page={page.number}" if page.number > 1 else ""]
    shared = {"filters": filters, "page": page, "canonical_query": "&".join(filter(None, queries))}
    return render(request, template, shared | context)


def count_by_year(filters, year):
    """Numbers of rows by year (None: no year), whatever year the filters ask for. One query.

    `year` is the expression that tells a row's year.
    """
    rows = filters.rows_without("year").order_by().values_list(year)
    return dict(rows.annotate(rows=Count("pk")))


class Years:
    """The chart of `counts` by year; `total` counts the rows that the filters leave."""

    def __init__(self, filters, counts):
        self.filters, self.counts, self.chosen = filters, counts, filters.cleaned.get("year")
        self.total = counts.get(self.chosen, 0) if self.chosen else sum(counts.values())

    @property
    def chart(self):
        """None where there is nothing to compare."""
        return chart_of(self.counts, self.address, {self.chosen})

    def address(self, year):
        """Where a bar leads: to its year, or back from it."""
        if year == self.chosen:
            return f"?{self.filters.query_without('year')}"
        return f"?{self.filters.query_with('year', year)}"


def letters_of(rows, size):
    """Of rows sorted by `sort_key`: pairs of an initial and the page it begins on; and their count.

    What begins with no letter stands under "#". One query.
    """
    initials = rows.order_by().values_list(Left("sort_key", 1)).annotate(rows=Count("pk"))
    letters, count = {}, 0
    for initial, found in sorted(initials):
        letter = initial.upper() if initial.isalpha() else "#"
        letters.setdefault(letter, count // size + 1)
        count += found
    return list(letters.items()), count


def meetings_by(name):
    """Numbers of published meetings by the ids of one kind of noun. One query."""
    dimension = next(d for d in MEETING_FACETS if d.name == name)
    every = replace(dimension, top=EVERY_ROW)
    meetings = Meeting.objects.published().order_by()
    return facets_of(QueryDict(), meetings, [every], cap=EVERY_ROW).counts(name)


def as_tree(rows):
    """The rows in their order, each followed by those below it; `depth` says how far below.

    A row whose `parent` is not among them stands at the top.
    """
    rows = list(rows)
    known = {row.pk for row in rows}
    below = {}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    ordered, waiting = [], [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, row.depth = waiting.pop()
        ordered.append(row)
        waiting += [(child, row.depth + 1) for child in reversed(below.get(row.pk, []))]
    return ordered
