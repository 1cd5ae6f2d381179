"""The map: which places it has, how often each was met in, and where it leads."""

import pytest
from django.urls import reverse

from tests.factories import make_meeting, make_party, make_place

pytestmark = pytest.mark.django_db


def spots(client, query=None):
    """Numbers of meetings by city."""
    response = client.get(reverse("map"), query)
    return {spot.city: spot.meeting_count for spot in response.context["spots"]}


@pytest.mark.parametrize("n", [1, 3])
def test_map_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        make_meeting(places=[make_place(latitude=46.2, longitude=6.15), make_place()])
    with django_assert_num_queries(3):
        response = client.get(reverse("map"))
    assert len(response.context["spots"]) == 2 * n


def test_map_counts_published_meetings_only(client):
    place, hidden = make_place("Geneva"), make_place("Hidden")
    make_meeting(places=[place])
    make_meeting(draft=True, places=[place, hidden])
    make_meeting(draft=True)
    response = client.get(reverse("map"))
    assert spots(client) == {"Geneva": 1}
    assert response.context["meeting_count"] == 1
    assert response.context["without_place"] == 0
    assert "Hidden" not in response.content.decode()


def test_place_stands_where_the_record_says(client):
    places = [
        make_place("Geneva", country="FR", latitude=46.2, longitude=6.15),
        make_place("Génévà", country="CH"),
        make_place("Nowhere", country="CH"),
        make_place("Null Island", country="", latitude=0.0, longitude=0.0),
    ]
    make_meeting(places=places)
    response = client.get(reverse("map"))
    found = {spot.city: (spot.x, spot.y) for spot in response.context["spots"]}
    x, y = found["Geneva"]
    # By its name, to a hundredth of a degree: a fifth of a pixel of the map.
    assert found["Génévà"] == (x, y)
    assert found["Nowhere"] == (None, None)
    assert found["Null Island"][1] == 0
    page = response.content.decode()
    assert page.count("<circle") == 3
    assert "1 place that it does not know is in the" in page
    assert page.count(">Nowhere<") == 2


def test_most_meetings_come_first_and_are_largest(client):
    often = make_place("Geneva", latitude=46.2, longitude=6.15)
    once = make_place("Vienna", country="AT", latitude=48.2, longitude=16.4)
    make_meeting(places=[once, often])
    for _ in range(3):
        make_meeting(places=[often])
    make_meeting()
    context = client.get(reverse("map")).context
    assert [spot.city for spot in context["spots"]] == ["Geneva", "Vienna"]
    assert context["spots"][0].radius > context["spots"][1].radius
    assert context["without_place"] == 1


def test_places_are_listed_by_country(client):
    cities = [("Bern", "CH"), ("Geneva", "CH"), ("Vienna", "AT"), ("Lost", "")]
    places = {city: make_place(city, country=country) for city, country in cities}
    make_meeting(places=places.values())
    make_meeting(places=[places["Geneva"]])
    countries = client.get(reverse("map")).context["countries"]
    assert [(name, [spot.city for spot in found], n) for name, found, n in countries] == [
        ("Austria", ["Vienna"], 1),
        ("Switzerland", ["Geneva", "Bern"], 3),
        ("", ["Lost"], 1),
    ]


def test_map_filters(client):
    russia, states = make_party(slug="russia"), make_party(slug="united-states")
    geneva, vienna = make_place("Geneva", slug="geneva"), make_place("Vienna", country="AT")
    make_meeting(starts="1985-11-19", parties=[russia, states], places=[geneva])
    make_meeting(starts="1961-06-03", parties=[russia, states], places=[vienna])
    make_meeting(starts="1990-06-03", parties=[russia], places=[vienna])
    both = {"party": ["russia", "united-states"]}
    assert spots(client, both) == {"Geneva": 1, "Vienna": 1}
    assert spots(client, both | {"after": "1985"}) == {"Geneva": 1}
    assert spots(client, {"after": "1990", "before": "1990"}) == {"Vienna": 1}
    page = client.get(reverse("map"), both | {"after": "1985"}).content.decode()
    query = "party=russia&amp;party=united-states&amp;after=1985&amp;place=geneva"
    assert f'href="{reverse("meeting_list")}?{query}"' in page
    assert geneva.get_absolute_url() not in page


def test_unfiltered_map_leads_to_places(client):
    place = make_place("Geneva", latitude=46.2, longitude=6.15)
    make_meeting(places=[place])
    page = client.get(reverse("map")).content.decode()
    assert page.count(f'href="{place.get_absolute_url()}"') == 3


def test_map_shows_names_as_text(client):
    make_meeting(places=[make_place('<b>"Geneva', latitude=46.2, longitude=6.15)])
    page = client.get(reverse("map")).content.decode()
    assert "<b>" not in page
    assert 'data-place="&lt;b&gt;&quot;Geneva, Switzerland" data-meetings="1"' in page


def test_map_says_what_it_cannot_answer(client):
    make_meeting(starts="1990")
    page = client.get(reverse("map"), {"after": "1980"}).content.decode()
    assert "No place on record answers this." in page
    assert f'href="{reverse("meeting_list")}?after=1980"' in page
    response = client.get(reverse("map"), {"party": "x\x00", "after": "then"})
    assert len(response.context["filters"].notes) == 2
    assert "the filter was left out" in response.content.decode()
