"""What cannot just move in a merge: each kind of collision is settled, and undone again."""

import pytest

from talks.merging.relations import below, keys_to, untracked
from talks.models import (
    Correction,
    Delegation,
    Issue,
    Meeting,
    MeetingCitation,
    Official,
    Party,
    PartyMember,
    PartyName,
    Place,
    Process,
    Source,
    Statement,
    StatementCitation,
    StatementIssue,
)
from talks.revisions.tables import TRACKED
from tests.admin.merges import keys, merge, preview, undo
from tests.admin.pages import told
from tests.admin.saves import export
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
    make_old_id,
    make_party,
    make_party_name,
    make_place,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)
NOUNS = [Official, Party, Place, Process, Issue, Source, Meeting]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_foreign_key_to_a_noun_is_moved(noun):
    """Also one that nobody has thought of: what is not handled row by row is moved as it is."""
    for key in keys_to(noun):
        assert key.model in below(noun) or key in untracked(noun), key
    if noun is Meeting:
        assert Correction._meta.get_field("meeting") in untracked(noun)
    assert {key.model for key in keys_to(noun)} & {*TRACKED}


def test_both_sat_in_one_delegation(desk):
    kept, other, issue = make_official("Ann"), make_official("Anne"), make_issue()
    meeting = make_meeting()
    there = make_delegation(meeting, delegates=[kept])
    make_delegate(there, other, title="Minister", order=1)
    make_statement(meeting, speaker=kept, joint_speakers=[other], issues=[issue])
    make_statement(meeting, speaker=other, joint_speakers=[kept])
    assert len(desk.words(kept, other)) == 2
    desk.merge(kept, other)
    assert there.delegates.get().title == "Minister", "what only the other said is kept"
    assert all(not statement.speakers.exists() for statement in Statement.objects.all())
    desk.undo()


def test_accounts_of_a_delegate_are_about_the_kept_one(desk):
    kept, other = make_official("Ann"), make_official("Anne", slug="anne")
    meeting = make_meeting()
    make_delegation(meeting, delegates=[other])
    cite(meeting, make_source(), about="anne", says="a minister")
    desk.merge(kept, other)
    assert MeetingCitation.objects.get().about == kept.slug
    desk.undo()


def test_posts_held_twice(desk):
    kept, other, russia = make_official("Ann"), make_official("Anne"), make_party("Russia")
    source = make_source()
    make_appointment(kept, russia, starts="2001", source=source)
    make_appointment(other, russia, starts="2001", ends="2003", source=source)
    make_appointment(other, russia, starts="2005")
    desk.merge(kept, other)
    assert [post.ends for post in kept.appointments.order_by("starts")] == ["2003", ""]
    assert kept.appointments.order_by("starts").first().citations.count() == 1
    desk.undo()


def test_both_parties_sat_at_one_meeting(desk):
    kept, other, bloc = make_party("Russia"), make_party("Rossiya", wikidata="Q159"), make_party()
    meeting, head, boris = make_meeting(), make_official(), make_official()
    make_delegation(meeting, kept, delegates=[head])
    theirs = make_delegation(meeting, other, role="observer", delegates=[head, boris])
    make_statement(meeting, party=kept, jointly_with=[other, bloc])
    make_follow_up(meeting, promised_by=[kept, other])
    make_member(bloc, kept), make_member(bloc, other), make_member(other, kept)
    make_party_name(other, "Russia then", "1992")
    make_old_id(other, "ros")
    told = preview(desk.client, kept, other).context["preview"].told
    assert [(loss["kept"], loss["merged"]) for loss in told["losses"]] == [
        ("participant", "observer")
    ]
    desk.merge(kept, other)
    assert kept.wikidata == "Q159"
    assert not Delegation.objects.filter(pk=theirs.pk).exists()
    assert [d.official for d in meeting.delegations.get().delegates.all()] == [head, boris]
    assert PartyMember.objects.get().member == kept
    assert {n.name for n in kept.other_names.all()} == {"Russia then", "Rossiya"}
    assert Statement.objects.get().parties.get().party == bloc
    desk.undo()


def test_name_of_the_other_is_chosen(desk):
    kept, other = make_party("Russia"), make_party("Russian Federation")
    make_meeting(parties=[kept])
    desk.merge(kept, other, name="merged")
    assert kept.name == "Russian Federation"
    assert PartyName.objects.get().name == "Russia"
    desk.undo()


def test_name_that_both_had_is_no_other_name(desk):
    kept, other = make_party("Russia"), make_party("Russian Federation")
    make_party_name(other, "Russia")
    desk.merge(kept, other)
    assert PartyName.objects.get().name == "Russian Federation"
    desk.undo()
    desk.merge(kept, other, name="merged")
    assert PartyName.objects.get().name == "Russia" and kept.name == "Russian Federation"
    desk.undo()


def test_name_of_another_official_is_chosen(desk):
    kept, other = make_official("Ann", other_names=["A."]), make_official("Anne")
    desk.merge(kept, other, name="merged")
    assert (kept.name, kept.other_names) == ("Anne", ["A.", "Ann"])
    assert "anne" in kept.folded
    desk.undo()


def test_one_followed_the_other(desk):
    kept, other = make_party("Russia"), make_party("Soviet Union")
    before = make_party("Empire")
    other.predecessor = before
    other.save()
    kept.predecessor = other
    kept.save()
    desk.merge(kept, other)
    assert kept.predecessor == before
    desk.undo()


def test_longer_circle_is_refused(desk):
    kept, other = make_issue("Arms"), make_issue("Weapons")
    between = make_issue("Missiles", parent=other)
    kept.parent = between
    kept.save()
    assert desk.reasons(kept, other) == [
        "Arms: An issue is not part of itself.",
        "Missiles: An issue is not part of itself.",
    ]


def test_issue_and_stance_twice(desk):
    kept, other = make_issue("Arms"), make_issue("Weapons")
    meeting = make_meeting(issues=[kept, other])
    make_statement(meeting, issues=[kept, (other, "opposes")])
    make_statement(meeting, issues=[(other, "supports")])
    desk.merge(kept, other)
    assert sorted(StatementIssue.objects.values_list("stance", flat=True)) == [
        "opposes",
        "supports",
    ]
    assert meeting.issues.get() == kept
    desk.undo()


def test_source_cited_twice(desk):
    kept, other = make_source("Report"), make_source("A report", url="https://example.org/")
    meeting = make_meeting(source=kept, parties=[make_party()])
    cite(meeting, other), cite(meeting, other, "page 2")
    make_statement(meeting, source=other)
    desk.merge(kept, other)
    assert meeting.citations.count() == 2 and StatementCitation.objects.get().source == kept
    assert kept.url == "https://example.org/"
    desk.undo()


def test_place_twice(desk):
    kept, other = make_place("Geneva"), make_place("Genève", latitude=46.2, longitude=6.1)
    meeting = make_meeting(places=[kept, other])
    desk.merge(kept, other)
    assert meeting.places.get() == kept and kept.latitude == 46.2
    desk.undo()


def test_official_merged_and_undone(admin_client):
    kept, other = make_official("Ann Lee"), make_official("Anne Lee", native_name="安", slug="anne")
    make_old_id(other, "annie")
    russia = make_party("Russia")
    meeting = make_meeting(parties=[russia])
    make_delegation(meeting, delegates=[other])
    make_statement(meeting, speaker=other)
    make_appointment(other, russia)
    before, rows = export(), keys()
    response = merge(admin_client, kept, other)
    assert "Merged: Anne Lee is now Ann Lee" in told(response)[0]
    kept.refresh_from_db()
    assert kept.other_names == ["Anne Lee"] and kept.native_name == "安"
    assert kept.statements.count() == kept.delegates.count() == kept.appointments.count() == 1
    assert not Official.objects.filter(pk=other.pk).exists()
    for slug in ("anne", "annie"):
        assert admin_client.get(f"/officials/{slug}/").url == kept.get_absolute_url()
    undo(admin_client)
    assert export() == before
    assert keys() == rows
