"""The list of parties, one party, and two parties with each other."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_party_list_queries(n, client, django_assert_num_queries):
    make_meeting(parties=[make_party() for _ in range(n)])
    with django_assert_num_queries(2):
        response = client.get(reverse("party_list"))
    assert len(response.context["parties"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_party_detail_queries(n, client, django_assert_num_queries):
    party = make_party(predecessor=make_party())
    for _ in range(n):
        make_party_name(party, "Before", ends="1991")
        make_member(party, make_party())
        other = make_party(predecessor=party)
        make_member(other, party)
        meeting = make_meeting(parties=[other], format="bilateral")
        official = make_official()
        make_delegation(meeting, party, delegates=[official])
        make_appointment(official, party)
        make_statement(meeting, party=party)
    with django_assert_num_queries(15):
        response = client.get(party.get_absolute_url())
    assert len(response.context["meetings"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_party_pair_queries(n, client, django_assert_num_queries):
    one, other = make_party(slug="a"), make_party(slug="b")
    for _ in range(n):
        make_meeting(parties=[one, other], format="bilateral")
    with django_assert_num_queries(6):
        response = client.get(reverse("party_pair", args=["a", "b"]))
    assert len(response.context["meetings"]) == n


def test_party_list_has_public_parties_and_counts(client):
    shown, hidden = make_party("Shown"), make_party("Hidden")
    make_party("Nowhere")
    make_meeting(parties=[shown])
    make_meeting(parties=[shown, hidden], draft=True)
    parties = client.get(reverse("party_list")).context["parties"]
    assert [(party, party.meeting_count) for party in parties] == [(shown, 1)]


def test_party_list_filters_by_name_and_kind(client):
    state, bloc = make_party("Switzerland"), make_party("European Union", kind="bloc")
    make_meeting(parties=[state, bloc])
    make_party_name(state, "Helvetia")
    assert list(client.get(reverse("party_list"), {"q": "helvetia"}).context["parties"]) == [state]
    assert list(client.get(reverse("party_list"), {"kind": "bloc"}).context["parties"]) == [bloc]


def test_party_detail_leaves_drafts_out(client):
    party = make_party("Here")
    met, drafted = make_party("Met"), make_party("Hidden party")
    bloc, hidden_bloc = make_party("Bloc", kind="bloc"), make_party("Hidden bloc", kind="bloc")
    make_member(bloc, party)
    make_member(hidden_bloc, party)
    successor = make_party("Successor", predecessor=party)
    make_party("Hidden successor", predecessor=party)
    make_meeting(parties=[bloc, successor])
    official, hidden_official = make_official("Official"), make_official("Hidden official")
    meeting = make_meeting("Shown", parties=[met], format="bilateral")
    make_delegation(meeting, party, delegates=[official])
    make_statement(meeting, party=party)
    draft = make_meeting("Hidden", parties=[met, drafted], format="bilateral", draft=True)
    make_delegation(draft, party, delegates=[hidden_official])
    make_appointment(hidden_official, party)
    make_statement(draft, party=party)
    make_follow_up(meeting, promised_by=[party])
    make_follow_up(draft, promised_by=[party])
    response = client.get(party.get_absolute_url())
    context = response.context
    assert list(context["meetings"]) == [meeting]
    assert list(context["blocs"]) == [bloc]
    assert list(context["successors"]) == [successor]
    assert list(context["officials"]) == [official]
    assert [(other, other.times) for other, _ in context["met_most"]] == [(met, 1)]
    for noun in ["meeting", "statement", "official", "promise"]:
        assert context[f"{noun}_count"] == 1
    assert "Hidden" not in response.content.decode()


def test_members_and_predecessor_of_a_public_party_are_links_that_work(client):
    member, predecessor = make_party("Member"), make_party("Predecessor")
    bloc = make_party("Bloc", kind="bloc", predecessor=predecessor)
    make_member(bloc, member)
    make_meeting(parties=[bloc])
    page = client.get(bloc.get_absolute_url()).content.decode()
    for party in [member, predecessor]:
        assert party.get_absolute_url() in page
        assert client.get(party.get_absolute_url()).status_code == 200


def test_met_most_counts_only_those_who_met(client):
    party, often, once = make_party(), make_party("Often"), make_party("Once")
    for _ in range(2):
        make_meeting(parties=[party, often], format="bilateral")
    make_meeting(parties=[party, once], format="consultation")
    make_meeting(parties=[party, make_party("Planned")], format="bilateral", status="planned")
    make_meeting(parties=[party, make_party("Present")], format="multilateral")
    make_meeting(parties=[party, make_party("Mediated")], format="indirect")
    watched = make_meeting(parties=[party, once], format="trilateral")
    make_delegation(watched, make_party("Observer"), "observer")
    met = client.get(party.get_absolute_url()).context["met_most"]
    assert [(other.name, other.times) for other, _ in met] == [("Often", 2), ("Once", 2)]


ENCOUNTERS = {
    "met": [("bilateral", "held"), ("trilateral", "held"), ("consultation", "held")],
    "both_present": [("multilateral", "held"), ("", "held")],
    "indirect": [("indirect", "held")],
    "not_held": [("bilateral", "planned"), ("multilateral", "cancelled"), ("", "postponed")],
}


def test_pair_tells_meeting_from_being_present(client):
    one, other = make_party(slug="a"), make_party(slug="b")
    for encounters in ENCOUNTERS.values():
        for kind, status in encounters:
            make_meeting(parties=[one, other], format=kind, status=status)
    make_meeting(parties=[one, other], format="bilateral", draft=True)
    make_meeting(parties=[one], format="bilateral")
    observed = make_meeting(parties=[one], format="trilateral")
    make_delegation(observed, other, "observer")
    for name, encounters in ENCOUNTERS.items():
        context = client.get("/parties/a/with/b/", {"show": name}).context
        found = [(meeting.format, meeting.status) for meeting in context["meetings"]]
        assert sorted(found) == sorted(encounters)
        counts = {section.name: section.count for section in context["sections"]}
        assert counts == {name: len(rows) for name, rows in ENCOUNTERS.items()}


def test_pair_shows_the_first_list_that_has_rows(client):
    one, other = make_party(slug="a"), make_party(slug="b")
    make_meeting(parties=[one, other], format="indirect")
    context = client.get("/parties/a/with/b/").context
    assert [section.name for section in context["sections"] if section.is_shown] == ["indirect"]


def test_pair_that_never_met_says_so(client):
    make_meeting(parties=[make_party(slug="a")])
    make_meeting(parties=[make_party(slug="b")])
    page = client.get("/parties/a/with/b/").content.decode()
    assert "No meeting between them is on record." in page


def test_pair_has_one_address(client):
    make_meeting(parties=[make_party(slug="a"), make_party(slug="b")])
    response = client.get("/parties/b/with/a/")
    assert (response.status_code, response["Location"]) == (301, "/parties/a/with/b/")
    assert client.get("/parties/a/with/a/").status_code == 404


def test_pair_with_a_party_that_is_not_public_is_404(client):
    shown, hidden = make_party(slug="a"), make_party(slug="b")
    make_meeting(parties=[shown])
    make_meeting(parties=[shown, hidden], draft=True)
    assert client.get("/parties/a/with/b/").status_code == 404
    assert client.get("/parties/b/with/a/").status_code == 404
