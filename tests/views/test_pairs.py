"""Two parties with each other: every meeting, the years, who sat there, and where they stand."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_party_name,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return make_party("Here", slug="a")


@pytest.fixture
def other():
    return make_party("There", slug="b")


def pair_page(client, **query):
    return client.get(reverse("party_pair", args=["a", "b"]), query)


@pytest.mark.parametrize("n", [1, 3])
def test_party_pair_queries(n, one, other, client, django_assert_num_queries):
    for year in range(2000, 2000 + n):
        meeting = make_meeting(format="bilateral", starts=str(year))
        issue = make_issue()
        for party in (one, other):
            make_delegation(meeting, party, delegates=[make_official()])
            make_party_name(party, "Once", ends="1991")
            make_statement(meeting, party=party, issues=[(issue, "supports")])
    with django_assert_num_queries(14):
        response = pair_page(client)
    assert len(response.context["meetings"]) == len(response.context["stances"]) == n


ENCOUNTERS = {
    "met": [("bilateral", "held"), ("trilateral", "held"), ("consultation", "held")],
    "both_present": [("multilateral", "held"), ("", "held")],
    "indirect": [("indirect", "held")],
    "not_held": [("bilateral", "planned"), ("multilateral", "cancelled"), ("", "postponed")],
}


def test_pair_tells_meeting_from_being_present(client, one, other):
    for encounters in ENCOUNTERS.values():
        for kind, status in encounters:
            make_meeting(parties=[one, other], format=kind, status=status)
    make_meeting(parties=[one, other], format="bilateral", draft=True)
    make_meeting(parties=[one], format="bilateral")
    observed = make_meeting(parties=[one], format="trilateral")
    make_delegation(observed, other, "observer")
    for name, encounters in ENCOUNTERS.items():
        context = pair_page(client, show=name).context
        found = [(meeting.format, meeting.status) for meeting in context["meetings"]]
        assert sorted(found) == sorted(encounters)
        counts = {section.name: section.count for section in context["sections"]}
        assert counts == {name: len(rows) for name, rows in ENCOUNTERS.items()}


def test_pair_shows_the_first_list_that_has_rows(client, one, other):
    make_meeting(parties=[one, other], format="indirect")
    context = pair_page(client).context
    assert [section.name for section in context["sections"] if section.is_shown] == ["indirect"]


def test_pair_that_never_met_says_so(client, one, other):
    make_meeting(parties=[one])
    make_meeting(parties=[other])
    page = pair_page(client).content.decode()
    assert "No meeting between them is on record." in page
    assert "never, on record" in page
    assert "No position of either is recorded." in page


def test_pair_has_one_address(client, one, other):
    make_meeting(parties=[one, other])
    response = client.get("/parties/b/with/a/")
    assert (response.status_code, response["Location"]) == (301, "/parties/a/with/b/")
    assert client.get("/parties/a/with/a/").status_code == 404


def test_pair_with_a_party_that_is_not_public_is_404(client, one, other):
    make_meeting(parties=[one])
    make_meeting(parties=[one, other], draft=True)
    assert pair_page(client).status_code == 404
    assert client.get("/parties/b/with/a/").status_code == 404


def test_pair_with_a_party_that_never_sat_but_spoke(client, one, other):
    make_statement(make_meeting(parties=[one]), party=other)
    assert pair_page(client).status_code == 200


def test_drafts_and_what_was_not_a_meeting_count_nowhere(client, one, other):
    hidden, seen = make_issue("Hidden issue"), make_issue("Seen issue")
    here, there = make_official("Anna"), make_official("Boris")
    first = make_meeting("First", format="bilateral", starts="1985")
    last = make_meeting("Last", format="bilateral", starts="1990")
    draft = make_meeting("Hidden draft", format="bilateral", starts="2001", draft=True)
    planned = make_meeting("Planned", format="bilateral", starts="2030", status="planned")
    for meeting in (first, last, draft, planned):
        make_delegation(meeting, one, delegates=[here])
        make_delegation(meeting, other, delegates=[there])
    make_delegation(draft, make_party(), delegates=[make_official("Hidden official")])
    make_statement(first, party=one, issues=[(seen, "supports")])
    make_statement(draft, party=one, issues=[(seen, "opposes"), (hidden, "opposes")])
    response = pair_page(client)
    context = response.context
    assert (context["first"], context["last"], context["times"]) == (first, last, 2)
    assert [(bar.year, bar.count) for bar in context["chart"].bars] == [(1985, 1), (1990, 1)]
    across = [(pair.one.name, pair.other.name, pair.times) for pair in context["across"]]
    assert across == [("Anna", "Boris", 2)]
    stances = [(row.issue, row.one.stance, row.other) for row in context["stances"]]
    assert stances == [(seen, "supports", None)]
    assert "Hidden" not in response.content.decode()


def test_latest_stances_stand_side_by_side(client, one, other):
    meeting = make_meeting(slug="talks", parties=[one, other], format="bilateral")
    issue, silent = make_issue("Borders"), make_issue("Trade")
    make_statement(meeting, "We agree.", slug="s1", party=one, issues=[(issue, "supports")])
    make_statement(meeting, "We do not.", slug="s2", party=other, issues=[(issue, "opposes")])
    make_statement(meeting, "A <b>word</b>.", party=one, issues=[(silent, "")])
    make_statement(meeting, "Yes.", party=other, issues=[(silent, "neutral")])
    response = pair_page(client)
    page = response.content.decode()
    assert [row.words for row in response.context["stances"]] == ["They differ", ""]
    assert "They differ" in page and "No position recorded" in page
    for slug in ("s1", "s2"):
        assert reverse("statement_detail", args=["talks", slug]) in page
    assert "A &lt;b&gt;word&lt;/b&gt;." in page


def test_year_narrows_every_list_of_the_pair(client, one, other):
    for year, kind in [("1985", "bilateral"), ("1985", "multilateral"), ("1986", "bilateral")]:
        make_meeting(parties=[one, other], starts=year, format=kind)
    response = pair_page(client, year="1985", show="met")
    context = response.context
    assert [meeting.starts for meeting in context["meetings"]] == ["1985"]
    assert [section.count for section in context["sections"]] == [1, 1, 0, 0]
    assert [(bar.year, bar.is_chosen) for bar in context["chart"].bars] == [
        (1985, True),
        (1986, False),
    ]
    assert context["times"] == 2
    assert 'href="?show=met#meetings"' in response.content.decode()


@pytest.mark.parametrize("year", ["soon", "0", "99999", "1985\x00", "x" * 100_000])
def test_year_that_is_none_is_left_out_with_a_note(year, client, one, other):
    make_meeting(parties=[one, other], starts="1985", format="bilateral")
    response = pair_page(client, year=year)
    assert (response.status_code, len(response.context["meetings"])) == (200, 1)
    assert "the filter was left out" in response.content.decode()


def test_names_of_the_day_are_said(client, one, other):
    make_party_name(one, "Old Here", ends="1991")
    make_party_name(one, "Hereland")
    meeting = make_meeting(parties=[one, other], starts="1985", format="bilateral")
    make_statement(meeting, party=one, issues=[(make_issue(), "supports")])
    page = pair_page(client).content.decode()
    assert "until 1991</dt><dd><bdi>Old Here</bdi>" in page
    assert "then <bdi>Old Here</bdi>" in page
    assert "Hereland" not in page


def test_pair_of_a_predecessor_is_a_link(client, one, other):
    before = make_party("Before", slug="c")
    one.predecessor = before
    one.save()
    make_meeting(parties=[one, other])
    assert reverse("party_pair", args=["b", "c"]) in pair_page(client).content.decode()
    other.predecessor = one
    other.save()
    context = pair_page(client).context
    assert [side for side, _, _ in context["before"]] == [one]


def test_every_meeting_comes_in_pages(client, one, other):
    for year in range(1970, 1996):
        make_meeting(parties=[one, other], starts=str(year), format="bilateral")
    meetings = pair_page(client, page="2").context["meetings"]
    assert [meeting.starts for meeting in meetings] == ["1970"]
