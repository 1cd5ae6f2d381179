"""Places: the list, and the meetings held in one."""

from django.shortcuts import render

from talks.filters import PlaceFilter
from talks.models import Meeting, Place

from .addresses import with_public
from .pagination import page_of

PLACES_ON_A_PAGE = 100
MEETINGS_ON_A_PAGE = 25


def place_list(request):
    filters = PlaceFilter(request.GET, Place.objects.public())
    places = page_of(request, filters.qs.for_list_page(), PLACES_ON_A_PAGE)
    return render(request, "places/list.html", {"filters": filters, "places": places})


@with_public(place=lambda: Place.objects.public())
def place_detail(request, place):
    meetings = Meeting.objects.published().at(place).newest_first().for_list_page()
    page = page_of(request, meetings, MEETINGS_ON_A_PAGE)
    return render(request, "places/detail.html", {"place": place, "meetings": page})
