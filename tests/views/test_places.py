"""The list of places, and the meetings of one."""

import pytest
from django.urls import reverse

from tests.factories import make_meeting, make_party, make_place, make_process

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
    for year in range(2000, 2000 + n):
        make_meeting(
            places=[place, make_place()],
            parties=[make_party(), make_party()],
            process=make_process(),
            format="bilateral",
            starts=str(year),
        )
    with django_assert_num_queries(8):
        response = client.get(place.get_absolute_url())
    for shown in ("meetings", "pairs", "processes"):
        assert len(response.context[shown]) == n, shown
    assert len(response.context["parties"]) == 2 * n


def test_place_list_has_no_place_of_a_draft(client):
    place = make_place("Shown")
    make_place("Nowhere")
    make_meeting(places=[place])
    make_meeting(places=[place, make_place("Hidden")], draft=True)
    places = client.get(reverse("place_list")).context["places"]
    assert [(row, row.meeting_count) for row in places] == [(place, 1)]


def test_place_detail_has_no_draft(client):
    place, process = make_place(), make_process()
    here, there = make_party("Here"), make_party("There")
    common = {"places": [place], "format": "bilateral"}
    meeting = make_meeting(parties=[here, there], process=process, starts="2001", **common)
    hidden, series = make_party("Hidden party"), make_process("Hidden process")
    parties = [here, there, hidden]
    make_meeting("Hidden", parties=parties, process=series, starts="2002", draft=True, **common)
    response = client.get(place.get_absolute_url())
    context = response.context
    assert list(context["meetings"]) == [meeting]
    assert context["meetings"].paginator.count == 1
    assert context["years"] == [2001]
    assert [(party, party.times) for party in context["parties"]] == [(here, 1), (there, 1)]
    assert [(pair.one.name, pair.times) for pair, _ in context["pairs"]] == [("Here", 1)]
    assert [(row, row.times) for row in context["processes"]] == [(process, 1)]
    assert "Hidden" not in response.content.decode()


def test_bars_and_counts_of_a_place_lead_to_its_meetings(client):
    place, party = make_place(slug="here"), make_party(slug="us")
    process = make_process(slug="series")
    for starts in ["1985", "1985-11-19", "1990"]:
        make_meeting(places=[place], parties=[party], process=process, starts=starts)
    response = client.get(place.get_absolute_url())
    bars = response.context["chart"].bars
    assert [(bar.year, bar.count) for bar in bars] == [(1985, 2), (1990, 1)]
    assert client.get(bars[0].href).context["meetings"].paginator.count == 2
    page = response.content.decode()
    for query in ("place=here", "place=here&amp;party=us", "place=here&amp;process=series"):
        assert f'href="{reverse("meeting_list")}?{query}"' in page


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (46.2, 6.15, "46.20° N, 6.15° E"),
        (-33.9258, -70.5, "33.93° S, 70.50° W"),
        (0, 0, "0.00° N, 0.00° E"),
        (None, 6.15, ""),
    ],
)
def test_coordinates_in_words(latitude, longitude, words, client):
    place = make_place(latitude=latitude, longitude=longitude)
    make_meeting(places=[place])
    page = client.get(place.get_absolute_url()).content.decode()
    assert place.coordinates == words
    assert (words or "not on record") in page


def test_place_list_filters_by_name_and_country(client):
    geneva, vienna = make_place("Geneva", country="CH"), make_place("Vienna", country="AT")
    make_meeting(places=[geneva, vienna])
    for query in [{"q": "geneva"}, {"country": "CH"}, {"country": "Switzerland"}]:
        found = client.get(reverse("place_list"), query, follow=True).context["places"]
        assert list(found) == [geneva]
