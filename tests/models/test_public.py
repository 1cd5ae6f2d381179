"""What the public may see: what a published meeting reaches, and never what only a draft does."""

import pytest

from talks.models import (
    AppointmentCitation,
    Delegate,
    FollowUp,
    Issue,
    Meeting,
    Official,
    Party,
    Place,
    Process,
    Source,
    Statement,
)
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)
from tests.models.rows import one_of_each

pytestmark = pytest.mark.django_db


def delegate_of(meeting, **fields):
    return make_delegate(make_delegation(meeting, make_party("unrelated")), **fields)


# How a meeting reaches a row of each noun.
WAYS = {
    "party sits": lambda m, party: make_delegation(m, party),
    "party observes": lambda m, party: make_delegation(m, party, role="observer"),
    "party speaks": lambda m, party: make_statement(m, party=party),
    "party joins in": lambda m, party: make_statement(m, jointly_with=[party]),
    "party is spoken for": lambda m, party: make_statement(m, on_behalf_of=[party]),
    "party is spoken to": lambda m, party: make_statement(m, to=[party]),
    "party holds auspices": lambda m, party: m.meeting_auspices.create(party=party),
    "party has a delegate elsewhere": lambda m, party: delegate_of(m, on_behalf_of=party),
    "party promises": lambda m, party: make_follow_up(m, promised_by=[party]),
    "party gave a delegate's post": lambda m, party: delegate_of(
        m, official=make_appointment(make_official(), party).official
    ),
    "party gave a speaker's post": lambda m, party: make_statement(
        m, speaker=make_appointment(make_official(), party).official
    ),
    "party came before": lambda m, party: make_delegation(m, make_party(predecessor=party)),
    "party came long before": lambda m, party: make_delegation(
        m, make_party(predecessor=make_party(predecessor=party))
    ),
    "party is a member": lambda m, party: make_delegation(m, bloc_of(party)),
    "party is a member of a member": lambda m, party: make_delegation(m, bloc_of(bloc_of(party))),
    "party came before a member": lambda m, party: make_delegation(
        m, bloc_of(make_party(predecessor=party))
    ),
    "official sits": lambda m, official: delegate_of(m, official=official),
    "official speaks": lambda m, official: make_statement(m, speaker=official),
    "official speaks jointly": lambda m, official: make_statement(m, joint_speakers=[official]),
    "place": lambda m, place: m.meeting_places.create(place=place),
    "issue of a meeting": lambda m, issue: m.meeting_issues.create(issue=issue),
    "issue of a statement": lambda m, issue: make_statement(m, issues=[issue]),
    "issue above": lambda m, issue: m.meeting_issues.create(issue=make_issue(parent=issue)),
    "issue far above": lambda m, issue: make_statement(
        m, issues=[make_issue(parent=make_issue(parent=issue))]
    ),
    "process": lambda m, process: Meeting.objects.filter(pk=m.pk).update(process=process),
    "process above": lambda m, process: Meeting.objects.filter(pk=m.pk).update(
        process=make_process(parent=process)
    ),
    "process far above": lambda m, process: Meeting.objects.filter(pk=m.pk).update(
        process=make_process(parent=make_process(parent=process))
    ),
    "source of a meeting": lambda m, source: cite(m, source),
    "source of a statement": lambda m, source: make_statement(m, source=source),
    "source of a follow-up": lambda m, source: make_follow_up(m, source=source),
    "source of a post": lambda m, source: delegate_of(
        m, official=make_appointment(make_official(), source=source).official
    ),
}
MAKE = {
    "party": make_party,
    "official": make_official,
    "place": make_place,
    "issue": make_issue,
    "process": make_process,
    "source": make_source,
}


def bloc_of(party):
    return make_member(make_party(kind="bloc"), party).bloc


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("draft", [True, False])
def test_noun_is_public_once_a_published_meeting_reaches_it(way, draft):
    one_of_each(draft=False)  # a published meeting that reaches others of its kind in every way
    row = MAKE[way.split()[0]]()
    WAYS[way](make_meeting(draft=draft), row)
    assert (row in type(row).objects.public()) is not draft


NOUNS = [Party, Official, Place, Process, Issue, Source]


@pytest.mark.parametrize("noun", NOUNS)
def test_drafts_make_nothing_public(noun):
    one_of_each(draft=True)
    assert noun.objects.exists() and not noun.objects.public().exists()
    one_of_each(draft=False)
    assert noun.objects.public().count() >= 1


@pytest.mark.parametrize("noun", NOUNS)
def test_public_narrows_the_rows_it_is_given(noun):
    rows = one_of_each(draft=False)
    assert not noun.objects.exclude(pk=rows[noun].pk).filter(pk=rows[noun].pk).public().exists()
    assert list(noun.objects.filter(pk=rows[noun].pk).public()) == [rows[noun]]


def test_what_names_a_public_noun_is_not_public_itself():
    """Successors, blocs, parts of issues and processes are reached downwards only."""
    party, issue, process = make_party(), make_issue(), make_process()
    make_meeting(parties=[party], issues=[issue], process=process)
    bloc_of(party), make_party(predecessor=party)
    make_issue(parent=issue), make_process(parent=process)
    assert list(Party.objects.public()) == [party]
    assert list(Issue.objects.public()) == [issue]
    assert list(Process.objects.public()) == [process]


def test_post_of_an_unseen_official_makes_nothing_public():
    appointment = make_appointment(make_official(), make_party(), source=make_source())
    make_meeting()
    assert not Party.objects.public().filter(pk=appointment.party_id).exists()
    assert AppointmentCitation.objects.exists() and not Source.objects.public().exists()


def test_unreached_nouns_are_not_public():
    one_of_each(draft=False)
    unseen = [make() for make in MAKE.values()]
    for row in unseen:
        assert row not in type(row).objects.public()


def test_a_circle_of_predecessors_comes_to_an_end():
    one, other = make_party(), make_party()
    Party.objects.filter(pk=one.pk).update(predecessor=other)
    Party.objects.filter(pk=other.pk).update(predecessor=one)
    make_meeting(parties=[one])
    assert set(Party.objects.public()) == {one, other}


def test_published_says_the_same_as_is_published():
    rows = [make_meeting(draft=draft) for draft in (True, False)]
    assert [m for m in rows if m.is_published] == list(Meeting.objects.published()) == rows[1:]
    assert list(Meeting.objects.drafts()) == rows[:1]


@pytest.mark.parametrize(
    ("model", "make"), [(Statement, make_statement), (FollowUp, make_follow_up)]
)
def test_rows_of_drafts_are_not_published(model, make):
    make(make_meeting(draft=True))
    public = make(make_meeting())
    assert list(model.objects.published()) == [public]


def test_links_to_drafts_are_left_out():
    draft, public = make_meeting(draft=True), make_meeting()
    parts = [make_meeting(part_of=whole) for whole in (draft, public)]
    assert [part.public_part_of for part in parts] == [None, public]
    follow_ups = [make_follow_up(to_meeting=later) for later in (draft, public, None)]
    assert [row.public_to_meeting for row in follow_ups] == [None, public, None]


def test_delegate_of_a_draft_stays_unseen_beside_a_published_meeting():
    shared = make_party()
    make_meeting(parties=[shared])
    hidden = make_delegate(make_delegation(make_meeting(draft=True), shared), make_official())
    assert Delegate.objects.count() == 1
    assert hidden.official not in Official.objects.public()
    assert list(Place.objects.public()) == []
