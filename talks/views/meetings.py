"""Meetings: the list, one meeting, and where on its page a statement stands."""

from django.db.models.functions import ExtractYear
from django.http import Http404
from django.shortcuts import redirect, render

from talks.facets import MEETING_FACETS, facets_of
from talks.filters import MeetingFilter
from talks.kept_counts import kept
from talks.models import Meeting
from talks.structured_data import meeting_graph

from .addresses import site_of, with_public
from .as_of import shown_as_of
from .embed_code import embedding_of
from .lists import Years, count_by_year, render_list, with_filters
from .meeting_page import meeting_page, permalink_target
from .pagination import page_of

MEETINGS_ON_A_PAGE = 25
COUNTED = 50_000
# The chart of the list counts the years.
FACETS = [dimension for dimension in MEETING_FACETS if dimension.name != "year"]


@with_filters(MeetingFilter, lambda: Meeting.objects.published().newest_first())
def meeting_list(request, filters):
    """Six queries, four while the counts are kept; and one for each kind of noun that filters."""
    by_year, facets = kept(("meetings", filters.canonical_query), lambda: counts_of(filters))
    years = Years(filters, by_year)
    meetings = page_of(request, filters.qs.for_list_page(), MEETINGS_ON_A_PAGE, count=years.total)
    context = {"meetings": meetings, "years": years, "facets": facets}
    return render_list(request, "meetings/list.html", filters, meetings, **context)


def for_detail_page():
    return Meeting.objects.published().for_detail_page()


def without_prose():
    return Meeting.objects.published().without_prose()


def counts_of(filters):
    """By year, and by all else."""
    by_year = count_by_year(filters, ExtractYear("starts_earliest"))
    return by_year, facets_of(filters.in_force, filters.qs.order_by(), FACETS, cap=COUNTED)


@with_public(meeting=for_detail_page)
@shown_as_of(for_detail_page)
def meeting_detail(request, meeting):
    context = {"meeting": meeting} | meeting_page(request, meeting)
    context |= embedding_of(request, meeting)
    if hasattr(request, "earlier"):
        # The past is another form of the present page, and of its first portion.
        context["canonical_query"] = ""
    else:
        context["structured_data"] = meeting_graph(site_of(request), meeting, context)
    return render(request, "meetings/detail.html", context)


@with_public(meeting=without_prose)
@shown_as_of(without_prose)
def statement_detail(request, meeting, statement):
    """Leads to the statement's place on its meeting's page."""
    said = meeting.statements.filter(slug=statement).only("slug", "order", "meeting").first()
    if said is None:
        raise Http404
    return redirect(permalink_target(said, getattr(request, "data_query", "")))
