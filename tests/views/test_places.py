"""The list of places, and the meetings of one."""

import pytest
from django.urls import reverse

from tests.factories import make_meeting, make_party, make_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_place_list_queries(n, client, django_assert_num_queries):
    make_meeting(places=[make_place() for _ in range(n)])
    with django_assert_num_queries(2):
        response = client.get(reverse("place_list"))
    assert len(response.context["places"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_place_detail_queries(n, client, django_assert_num_queries):
    place = make_place()
    for _ in range(n):
        make_meeting(places=[place, make_place()], parties=[make_party()])
    with django_assert_num_queries(5):
        response = client.get(place.get_absolute_url())
    assert len(response.context["meetings"]) == n


def test_place_list_has_no_place_of_a_draft(client):
    place = make_place("Shown")
    make_place("Nowhere")
    make_meeting(places=[place])
    make_meeting(places=[place, make_place("Hidden")], draft=True)
    places = client.get(reverse("place_list")).context["places"]
    assert [(row, row.meeting_count) for row in places] == [(place, 1)]


def test_place_detail_has_no_draft(client):
    place = make_place()
    meeting = make_meeting(places=[place])
    make_meeting("Hidden", places=[place], draft=True)
    response = client.get(place.get_absolute_url())
    assert list(response.context["meetings"]) == [meeting]
    assert response.context["meetings"].paginator.count == 1


def test_place_list_filters_by_name_and_country(client):
    geneva, vienna = make_place("Geneva", country="CH"), make_place("Vienna", country="AT")
    make_meeting(places=[geneva, vienna])
    for query in [{"q": "geneva"}, {"country": "CH"}, {"country": "Switzerland"}]:
        assert list(client.get(reverse("place_list"), query).context["places"]) == [geneva]
