"""Where talks were held: a map of the world, and the same places as a list."""

from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from django.shortcuts import render
from django.urls import reverse
from django_countries import countries

from talks.filters import MeetingFilter
from talks.models import Meeting, Place
from talks.world.cities import position
from talks.world.projection import project

from .lists import with_filters

MOST_MET_IN = 12
SMALLEST_DOT, LARGEST_DOT = 12, 70


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, the address of its meetings, and its dot on the map.

    `x`, `y` and `radius` are pixels of the map, None where nobody knows the position.
    """

    city: str
    country: str
    address: str
    meeting_count: int
    x: int | None = None
    y: int | None = None
    radius: int | None = None

    @property
    def count_in_words(self):
        """As the filter `floatformat:"0g"` has it, which takes ten times as long."""
        return f"{self.meeting_count:,}"


@with_filters(MeetingFilter, lambda: Meeting.objects.published())
def map(request, filters):
    """Three queries, and those of the filters' values."""
    meetings = filters.qs.order_by()
    spots = spots_of(Place.objects.for_map(meetings), filters.canonical_query)
    context = {
        "filters": filters,
        "canonical_query": filters.canonical_query,
        "meeting_count": meetings.count(),
        "without_place": meetings.filter(places=None).count(),
        "spots": spots,
        "most": spots[:MOST_MET_IN],
        "unknown": sum(spot.radius is None for spot in spots),
        "countries": by_country(spots),
    }
    return render(request, "map/map.html", context)


def spots_of(places, query):
    """Most meetings first, so that a large dot hides no small one. `query` narrows the links."""
    narrowed = f"{reverse('meeting_list')}?{query}&place=" if query else ""
    names, spots = dict(countries), []
    for place in places:
        spots.append(
            Spot(
                place.city,
                names.get(place.country, ""),
                narrowed + place.slug if narrowed else place.get_absolute_url(),
                place.meeting_count,
                *dot_of(place, most=spots[0].meeting_count if spots else place.meeting_count),
            )
        )
    return spots


def dot_of(place, most):
    """Where it is and how large: its area grows with its meetings. () when nobody knows where."""
    degrees = place.latitude, place.longitude
    if None in degrees:
        degrees = position(place.city, place.country)
    if degrees is None:
        return ()
    share = sqrt(place.meeting_count / most)
    return *project(*degrees), round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share)


def by_country(spots):
    """Triples of a country's name, its spots and the meetings there; no country ("") comes last."""
    ordered = sorted(spots, key=lambda spot: (not spot.country, spot.country))
    grouped = [(name, list(found)) for name, found in groupby(ordered, lambda spot: spot.country)]
    return [(name, found, sum(spot.meeting_count for spot in found)) for name, found in grouped]
