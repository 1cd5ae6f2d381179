"""One page of a list: what the filters leave, from where the last page ended."""

from django.utils import timezone

from talks.facets import CAP
from talks.kept_counts import kept
from talks.record.states import one_state

from .answers import answer, in_list
from .asked import Asked
from .keyset import BrokenCursor, Cursors, keys_of, page_of
from .problems import BadQuery, Complaint

NOT_A_CURSOR = (
    "cursor is what `next` of the page before held, for the same list in the same order; "
    "without it, the list begins."
)


def list_answer(request, kind):
    """A page of the rows; at most nine queries, and those of its objects and filters."""
    with one_state():
        asked = Asked(request.GET, kind.filters, kind.rows())
        count = count_of(kind, asked.filters)
        ids, following = ids_of(request, kind, asked, count)
        items = in_list(kind.noun, ids)
    response = answer({"items": items, "count": count, "next": following})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def count_of(kind, filters):
    """How many rows the filters leave; kept until the record changes, or a day begins."""
    key = ("api", kind.name, filters.canonical_query, timezone.localdate())
    return kept(key, filters.qs.order_by().count)


def ids_of(request, kind, asked, count):
    """The ids of the page, and the address of the next one."""
    rows = asked.filters.qs
    keys = keys_of(rows)
    cursors = Cursors(kind.name, keys)
    if kind.noun == "statement" and count <= CAP:
        rows = rows.sorted_whole()
    ids, place = page_of(rows, keys, place_of(cursors, asked.cursor), asked.limit)
    return ids, place and next_address(request, asked.limit, cursors.text(place))


def place_of(cursors, text):
    if not text:
        return None
    try:
        return cursors.place(text)
    except BrokenCursor as problem:
        raise BadQuery([Complaint("cursor", NOT_A_CURSOR)]) from problem


def next_address(request, limit, cursor):
    query = request.GET.copy()
    query["limit"], query["cursor"] = str(limit), cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
