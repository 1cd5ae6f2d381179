"""The list of officials, and one official."""

import re

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
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
    with django_assert_num_queries(5):
        response = client.get(reverse("official_list"))
    assert len(response.context["officials"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_official_detail_queries(n, client, django_assert_num_queries):
    official = make_official()
    for year in range(2000, 2000 + n):
        make_appointment(official, source=make_source())
        meeting = make_meeting(format="bilateral", starts=str(year), places=[make_place()])
        make_delegation(meeting, delegates=[official])
        make_delegation(meeting, delegates=[make_official()])
        make_statement(speaker=official, party=make_party())
        make_statement(speaker=official, issues=[(make_issue(), "supports")])
    with django_assert_num_queries(21):
        response = client.get(official.get_absolute_url())
    for shown in ("posts", "seats", "met_most", "said", "statements"):
        assert len(response.context[shown]) == n, shown


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
    official, party = make_official(), make_party("Party")
    issue, hidden_issue = make_issue("Issue"), make_issue("Hidden issue")
    across = make_official("Across")
    meeting = make_meeting("Shown", format="bilateral", starts="2001")
    draft = make_meeting("Hidden", format="bilateral", starts="2002", draft=True)
    shown = make_delegation(meeting, party, delegates=[official])
    make_delegation(meeting, make_party(), delegates=[across])
    make_delegation(draft, party, delegates=[official])
    make_delegation(draft, make_party("Hidden party"), delegates=[across, make_official("Hidden")])
    said = make_statement(make_meeting("Shown too"), speaker=official)
    make_statement(meeting, speaker=official, issues=[(issue, "supports")])
    make_statement(draft, speaker=official)
    make_statement(draft, speaker=official, issues=[(issue, "opposes"), (hidden_issue, "opposes")])
    response = client.get(official.get_absolute_url())
    context = response.context
    assert [seat.delegation for seat in context["seats"]] == [shown]
    assert context["seats"].paginator.count == 1
    assert context["years"] == [2001]
    assert context["served"] == [party]
    assert [(other, other.times) for other in context["met_most"]] == [(across, 1)]
    assert [(row.issue, row.stance, row.times) for row in context["said"]] == [
        (issue, "supports", 1)
    ]
    assert list(context["statements"]) == [said]
    assert context["statement_count"] == 2
    assert "Hidden" not in response.content.decode()


def test_meetings_of_an_official_stand_under_their_years(client):
    official, party = make_official(slug="me"), make_party()
    for starts in ["1985-11-19", "1985-02-01", "1990", "../1991-05"]:
        make_delegation(make_meeting(starts=starts), party, delegates=[official])
    response = client.get(official.get_absolute_url())
    assert re.findall(r'<h3 id="y-\d">(\d+)</h3>', response.content.decode()) == [
        "1990",
        "1985",
        "1991",
    ]
    bars = response.context["chart"].bars
    assert [(bar.year, bar.count) for bar in bars] == [(1985, 2), (1990, 1)]
    assert bars[0].href == f"{reverse('meeting_list')}?official=me&year=1985"
    assert client.get(bars[0].href).context["meetings"].paginator.count == 2


def test_official_served_parties_by_post_and_by_seat(client):
    official = make_official()
    posted, sat, drafted = make_party("Posted"), make_party("Sat for"), make_party()
    for _ in range(2):
        make_delegation(make_meeting(), sat, delegates=[official])
    make_delegation(make_meeting(draft=True), drafted, delegates=[official])
    make_appointment(official, posted, starts="1990")
    make_appointment(official, sat, starts="1980")
    response = client.get(official.get_absolute_url())
    assert response.context["served"] == [posted, sat]
    assert response.context["seats"].paginator.count == 2


def test_two_who_met_lead_to_their_meetings(client):
    me, other = make_official(slug="me"), make_official("Other", slug="other")
    for _ in range(2):
        meeting = make_meeting(format="bilateral")
        make_delegation(meeting, delegates=[me])
        make_delegation(meeting, delegates=[other])
    page = client.get(me.get_absolute_url()).content.decode()
    address = f"{reverse('meeting_list')}?official=me&official=other"
    assert address.replace("&", "&amp;") in page
    assert client.get(address).context["meetings"].paginator.count == 2


def test_statements_on_no_issue_stand_apart(client):
    official = make_official()
    make_statement(speaker=official, issues=[make_issue()])
    alone = make_statement(speaker=official)
    joint = make_statement(speaker=make_official(), joint_speakers=[official])
    response = client.get(official.get_absolute_url())
    assert set(response.context["statements"]) == {alone, joint}
    assert [row.times for row in response.context["said"]] == [1]
    assert "No meeting on record." in response.content.decode()


def test_names_of_an_official_are_shown_harmless(client):
    official = make_official("A <b>B</b>", native_name="الف", other_names=["C & D"])
    make_delegation(make_meeting(), delegates=[official])
    page = client.get(official.get_absolute_url()).content.decode()
    assert "A &lt;b&gt;B&lt;/b&gt;" in page and "<bdi>C &amp; D</bdi>" in page
    assert '<dd dir="auto">الف</dd>' in page


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
