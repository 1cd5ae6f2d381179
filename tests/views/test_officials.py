"""The list of officials, and one official."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_official_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        official = make_official()
        make_appointment(official)
        make_delegation(make_meeting(), delegates=[official])
    with django_assert_num_queries(3):
        response = client.get(reverse("official_list"))
    assert len(response.context["officials"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_official_detail_queries(n, client, django_assert_num_queries):
    official = make_official()
    for _ in range(n):
        make_appointment(official, source=make_source())
        make_delegation(make_meeting(), delegates=[official])
        make_statement(speaker=official, party=make_party())
    with django_assert_num_queries(13):
        response = client.get(official.get_absolute_url())
    assert len(response.context["seats"]) == n


def test_official_list_holds_those_who_sat_or_spoke_in_public(client):
    sat, spoke, joined, hidden = (make_official(name) for name in ["A", "B", "C", "D"])
    make_official("Nowhere")
    make_delegation(make_meeting(), delegates=[sat])
    make_statement(speaker=spoke, joint_speakers=[joined])
    draft = make_meeting(draft=True)
    make_delegation(draft, delegates=[hidden, sat])
    make_statement(draft, speaker=hidden)
    response = client.get(reverse("official_list"))
    assert list(response.context["officials"]) == [sat, spoke, joined]
    assert [official.meeting_count for official in response.context["officials"]] == [1, 0, 0]


def test_official_detail_leaves_drafts_out(client):
    official, party = make_official(), make_party()
    shown = make_delegation(make_meeting("Shown"), party, delegates=[official])
    said = make_statement(make_meeting("Shown too"), speaker=official)
    draft = make_meeting("Hidden", draft=True)
    make_delegation(draft, party, delegates=[official])
    make_statement(draft, speaker=official)
    response = client.get(official.get_absolute_url())
    assert [seat.delegation for seat in response.context["seats"]] == [shown]
    assert list(response.context["statements"]) == [said]
    assert response.context["statement_count"] == 1
    assert response.context["seats"].paginator.count == 1
    assert "Hidden" not in response.content.decode()


def test_official_detail_lists_meetings_newest_first_in_pages(client):
    official, party = make_official(), make_party()
    for year in range(1970, 1996):
        make_delegation(make_meeting(starts=str(year)), party, delegates=[official])
    seats = client.get(official.get_absolute_url(), {"page": "2"}).context["seats"]
    assert [seat.delegation.meeting.starts for seat in seats] == ["1970"]


def test_posts_come_newest_first_with_their_term(client):
    official = make_official()
    make_delegation(make_meeting(), delegates=[official])
    make_appointment(official, title="First", starts="1990", ends="1995")
    make_appointment(official, title="Second", starts="2001")
    response = client.get(official.get_absolute_url())
    assert [post.title for post in response.context["posts"]] == ["Second", "First"]
    assert "from 1990 to 1995" in response.content.decode()


def test_official_list_filters_by_name_and_party(client):
    held, sat, other = make_official("Sergei Ryabkov"), make_official("Anna"), make_official()
    party = make_party(slug="russia")
    make_appointment(held, party)
    make_delegation(make_meeting(), delegates=[held, other])
    make_delegation(make_meeting(), party, delegates=[sat])
    make_delegation(make_meeting(draft=True), party, delegates=[other])
    assert list(client.get(reverse("official_list"), {"q": "рябков"}).context["officials"]) == [
        held
    ]
    found = client.get(reverse("official_list"), {"party": "russia"}).context["officials"]
    assert list(found) == [sat, held]
