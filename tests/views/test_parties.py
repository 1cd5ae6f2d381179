"""The list of parties, and one party. Two parties with each other are in test_pairs.py."""

import pytest
from django.urls import reverse

from talks.models import Party
from tests.factories import (
    make_appointment,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_old_id,
    make_party,
    make_party_name,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_party_list_queries(n, client, django_assert_num_queries):
    make_meeting(parties=[make_party() for _ in range(n)])
    with django_assert_num_queries(4):
        response = client.get(reverse("party_list"))
    assert len(response.context["parties"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_party_detail_queries(n, client, django_assert_num_queries):
    party = make_party(predecessor=make_party())
    for year in range(2000, 2000 + n):
        make_party_name(party, "Before", ends="1991")
        make_member(party, make_party())
        other = make_party(predecessor=party)
        make_member(other, party)
        meeting = make_meeting(parties=[other], format="bilateral", starts=str(year))
        official = make_official()
        make_delegation(meeting, party, delegates=[official])
        make_appointment(official, party)
        make_statement(meeting, party=party, issues=[(make_issue(), "supports")])
        make_follow_up(meeting, promised_by=[party], source=make_source())
    with django_assert_num_queries(21):
        response = client.get(party.get_absolute_url())
    context = response.context
    for shown in ("meetings", "said", "promises", "officials", "met_most", "blocs", "successors"):
        assert len(context[shown]) == n, shown


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
    issue, hidden_issue = make_issue("Issue"), make_issue("Hidden issue")
    meeting = make_meeting("Shown", parties=[met], format="bilateral", starts="2001")
    make_delegation(meeting, party, delegates=[official])
    make_statement(meeting, party=party, issues=[(issue, "supports")])
    draft = make_meeting("Hidden", parties=[met, drafted], format="bilateral", draft=True)
    make_delegation(draft, party, delegates=[hidden_official, official])
    make_appointment(hidden_official, party)
    make_statement(draft, party=party, issues=[(issue, "opposes"), (hidden_issue, "opposes")])
    promise = make_follow_up(meeting, promised_by=[party])
    make_follow_up(draft, promised_by=[party])
    response = client.get(party.get_absolute_url())
    context = response.context
    assert list(context["meetings"]) == [meeting]
    assert context["years"] == [2001]
    assert context["blocs"] == [bloc]
    assert context["successors"] == [successor]
    assert [(one, one.times) for one in context["officials"]] == [(official, 1)]
    assert [(other, other.times) for other, _ in context["met_most"]] == [(met, 1)]
    assert [(row.issue, row.stance, row.times) for row in context["said"]] == [
        (issue, "supports", 1)
    ]
    assert list(context["promises"]) == [promise]
    for noun in ["meeting", "statement"]:
        assert context[f"{noun}_count"] == 1
    assert "Hidden" not in response.content.decode()


def test_party_known_by_a_statement_or_a_bloc_alone_has_a_page(client):
    speaker, member, hidden = make_party(), make_party(), make_party()
    bloc = make_party(kind="bloc")
    make_member(bloc, member)
    make_statement(make_meeting(parties=[bloc]), party=speaker)
    make_statement(make_meeting(draft=True), party=hidden)
    found = [client.get(party.get_absolute_url()) for party in (speaker, member, hidden)]
    assert [response.status_code for response in found] == [200, 200, 404]
    assert "no meeting on record" in found[0].content.decode()


def test_old_id_of_a_party_leads_to_its_page(client):
    for party in (make_party(), make_party()):
        make_old_id(party, f"old-{party.slug}")
    seated, named = Party.objects.order_by("pk")
    make_statement(make_meeting(parties=[seated]), party=named)
    for party in (seated, named):
        response = client.get(reverse("party_detail", args=[f"old-{party.slug}"]))
        assert (response.status_code, response["Location"]) == (301, party.get_absolute_url())


def test_officials_of_a_party_are_those_who_sat_for_it_and_then_those_with_a_post(client):
    party = make_party()
    often, once, posted = (make_official(name) for name in ["Often", "Once", "Posted"])
    for _ in range(2):
        make_delegation(make_meeting(), party, delegates=[often])
    make_delegation(make_meeting(), party, delegates=[once])
    make_delegation(make_meeting(), delegates=[posted])
    for title in ("Minister", "Deputy"):
        make_appointment(posted, party, title=title)
    make_appointment(often, make_party(), title="For another")
    make_appointment(make_official("Never in public"), party)
    officials = client.get(party.get_absolute_url()).context["officials"]
    assert [(one, one.times) for one in officials] == [(often, 2), (once, 1), (posted, 0)]
    assert [[post.title for post in one.appointments.all()] for one in officials] == [
        [],
        [],
        ["Minister", "Deputy"],
    ]


def test_bars_of_a_party_lead_to_the_year_in_the_list_of_meetings(client):
    party = make_party(slug="here")
    for starts in ["1985-11-19", "1985", "1990", "../1991"]:
        make_meeting(parties=[party], starts=starts)
    make_meeting(parties=[party], starts="1991", draft=True)
    context = client.get(party.get_absolute_url()).context
    assert context["meeting_count"] == 4
    bars = context["chart"].bars
    assert [(bar.year, bar.count) for bar in bars] == [(1985, 2), (1990, 1)]
    assert bars[0].href == f"{reverse('meeting_list')}?party=here&year=1985"
    assert client.get(bars[0].href).context["meetings"].paginator.count == 2


def test_party_says_what_was_said_and_where(client):
    party, issue = make_party(slug="here"), make_issue("Borders", slug="borders")
    meeting = make_meeting(slug="talks", parties=[party])
    for slug in ("s1", "s2"):
        make_statement(meeting, "It <i>stays</i>.", slug=slug, party=party, issues=[issue])
    page = client.get(party.get_absolute_url()).content.decode()
    assert "No position recorded" in page
    assert "It &lt;i&gt;stays&lt;/i&gt;." in page
    assert reverse("statement_detail", args=["talks", "s2"]) in page
    assert f"{reverse('statement_list')}?party=here&amp;issue=borders" in page


def test_members_and_predecessor_of_a_public_party_are_links_that_work(client):
    member, predecessor = make_party("Member"), make_party("Predecessor")
    bloc = make_party("Bloc", kind="bloc", predecessor=predecessor)
    make_member(bloc, member)
    make_meeting(parties=[bloc])
    page = client.get(bloc.get_absolute_url()).content.decode()
    for party in [member, predecessor]:
        assert party.get_absolute_url() in page
        assert client.get(party.get_absolute_url()).status_code == 200


def test_met_most_leads_to_the_pair(client):
    party, often = make_party(slug="here"), make_party(slug="there")
    for _ in range(2):
        make_meeting(parties=[party, often], format="bilateral")
    make_meeting(parties=[party, make_party("Present")], format="multilateral")
    response = client.get(party.get_absolute_url())
    assert [(other, other.times) for other, _ in response.context["met_most"]] == [(often, 2)]
    assert reverse("party_pair", args=["here", "there"]) in response.content.decode()
