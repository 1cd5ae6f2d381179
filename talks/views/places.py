"""Places: the list, and the meetings held in one."""

from django.shortcuts import render
from django_countries import countries

from talks.facets import Dimension, facets_of
from talks.filters import PlaceFilter
from talks.models import Meeting, Place
from talks.models.encounters import pairs_at, parties_at, per_year, processes_at
from talks.structured_data import place_graph

from .addresses import site_of, with_public
from .lists import EVERY_ROW, render_list, with_filters
from .meeting_years import meetings_chart
from .pagination import page_of
from .parties import pair_address

PLACES_ON_A_PAGE = 200
MEETINGS_ON_A_PAGE = 25
SEEN_MOST = 10
COUNTRY = Dimension("country", "Country", own="country", words=countries.name, top=20)


@with_filters(PlaceFilter, lambda: Place.objects.public().by_country())
def place_list(request, filters):
    """Two queries."""
    facets = facets_of(filters.in_force, filters.qs, [COUNTRY], cap=EVERY_ROW)
    places = page_of(request, filters.qs.for_list_page(), PLACES_ON_A_PAGE, count=facets.total)
    context = {"places": places, "facets": facets}
    return render_list(request, "places/list.html", filters, places, **context)


@with_public(place=lambda: Place.objects.public())
def place_detail(request, place):
    meetings = Meeting.objects.published().at(place)
    years = per_year(meetings)
    rows, count = meetings.newest_first().for_list_page(), sum(years.values())
    pairs = pairs_at(place, SEEN_MOST)
    context = {
        "place": place,
        "meetings": page_of(request, rows, MEETINGS_ON_A_PAGE, count=count),
        "years": sorted(filter(None, years)),
        "chart": meetings_chart(years, place=place.slug),
        "pairs": [(pair, pair_address(pair.one, pair.other)) for pair in pairs],
        "parties": parties_at(place)[:SEEN_MOST],
        "processes": processes_at(place)[:SEEN_MOST],
        "structured_data": place_graph(site_of(request), place),
    }
    return render(request, "places/detail.html", context)
