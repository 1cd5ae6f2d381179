"""Follow-ups: a board of what was promised and where it stands, and the same as a list."""

from dataclasses import dataclass

from django.shortcuts import render

from talks.filters import FollowUpFilter
from talks.models import FollowUp
from talks.models.choices import FollowUpState
from talks.models.follow_ups import Standing

from .lists import with_filters
from .pagination import page_of

FOLLOW_UPS_ON_A_PAGE = 50
CARDS = 6
# The state to ask the list for, to see all of a column.
STATES = {
    Standing.DUE: FollowUpState.PENDING,
    Standing.LATE: "no_outcome",
    Standing.UNDATED: FollowUpState.PENDING,
}


@dataclass(frozen=True)
class Column:
    """A part of the board: its first cards, how many there are, and the query string for all."""

    standing: Standing
    cards: list
    count: int
    query: str

    @property
    def more(self):
        return self.count - len(self.cards)


@with_filters(FollowUpFilter, lambda: FollowUp.objects.published().promises().by_due_date())
def follow_up_list(request, filters):
    """Promises only: an editors' link has no state and no due date. Four queries."""
    request.data_query = filters.canonical_query
    context = {"filters": filters, "canonical_query": filters.canonical_query}
    if filters.cleaned.get("state") or "page" in request.GET:
        rows = filters.qs.for_list_page()
        context |= {"follow_ups": page_of(request, rows, FOLLOW_UPS_ON_A_PAGE)}
        return render(request, "follow_ups/list.html", context)
    columns = columns_of(filters)
    context |= {"columns": columns, "count": sum(column.count for column in columns)}
    return render(request, "follow_ups/board.html", context)


def columns_of(filters):
    counts = filters.qs.counts_by_standing()
    rows = list(filters.qs.first_of_each_standing(CARDS).for_list_page())
    columns = []
    for standing in Standing:
        cards = [row for row in rows if row.standing == standing]
        query = filters.query_with("state", STATES.get(standing, standing))
        columns.append(Column(standing, cards, counts.get(standing, 0), query))
    return columns
