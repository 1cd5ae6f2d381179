"""What cannot just move in a merge: each kind of collision is settled, and undone again."""

import pytest

from talks.merging.relations import below, keys_to, untracked
from talks.models import (
    Correction,
    Delegation,
    FollowUp,
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
from tests.admin.saves import export
from tests.admin.test_merging import keys, merge, preview, undo
from tests.factories import (
    cite,
    make_appointment,
    make_correction,
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


@pytest.fixture
def desk(admin_client):
    """Merge two; the record as it was is compared after the undo."""
    return Desk(admin_client)


class Desk:
    def __init__(self, client):
        self.client = client

    def merge(self, kept, other, **chosen):
        self.before = export(), keys()
        merge(self.client, kept, other, **chosen)
        assert export() != self.before[0]
        kept.refresh_from_db()

    def undo(self):
        undo(self.client)
        assert export() == self.before[0]
        assert keys() == self.before[1]

    def words(self, kept, other):
        told = preview(self.client, kept, other).context["preview"].told
        return [collision.words for collision in told["collisions"]]

    def reasons(self, kept, other):
        before = export()
        page = preview(self.client, kept, other)
        token = page.context["preview"].plan.token
        self.client.post(page.request["PATH_INFO"], {"other": other.pk, "token": token})
        assert export() == before
        return page.context["preview"].reasons


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


def two_meetings():
    party, official, source = make_party("Russia"), make_official(), make_source()
    kept = make_meeting("Talks", slug="talks", parties=[party], source=source)
    other = make_meeting("Talks too", slug="talks-too", source=source, venue="Palais")
    make_delegation(other, party, delegates=[official])
    for meeting in (kept, other):
        make_statement(meeting, f"At {meeting}.", slug="s1", party=party, order=0)
        make_follow_up(meeting, slug="f1", promised_by=[party])
    make_statement(other, "More.", slug="s7", party=party)
    return kept, other


def test_two_meetings_with_the_same_ids(desk):
    kept, other = two_meetings()
    make_old_id(other, "talks-old")
    link = make_follow_up(kept, "", to_meeting=other, source=make_source())
    promise = make_follow_up(kept, "They meet.", to_meeting=other, promised_by=[make_party()])
    moved = other.statements.get(slug="s1")
    report = make_correction(other)
    desk.merge(kept, other)
    assert [s.slug for s in kept.statements.order_by("order")] == ["s1", "s8", "s7"]
    assert not FollowUp.objects.filter(pk=link.pk).exists()
    promise.refresh_from_db(), report.refresh_from_db()
    assert promise.to_meeting is None and report.meeting == kept
    assert kept.delegations.get().delegates.count() == 1 and kept.venue == "Palais"
    for slug in ("talks-too", "talks-old"):
        first = desk.client.get(f"/meetings/{slug}/statements/s1/")
        assert first.status_code == 301 and first.url == "/meetings/talks/statements/s8/"
        assert desk.client.get(f"/meetings/{slug}/statements/s7/").url.endswith("/s7/")
    assert moved.pk == kept.statements.get(slug="s8").pk
    desk.undo()
    report.refresh_from_db()
    assert report.meeting == other
    assert desk.client.get("/meetings/talks-too/statements/s1/").status_code == 302


def test_addresses_lead_through_two_merges(desk):
    kept, other = two_meetings()
    last = make_meeting("Last", slug="last")
    make_statement(last, slug="s8"), make_statement(last, slug="s7")
    merge(desk.client, kept, other)
    merge(desk.client, last, kept)
    for meeting, slug, words in [
        ("talks-too", "s1", "At Talks too."),
        ("talks-too", "s7", "More."),
        ("talks", "s8", "At Talks too."),
        ("talks", "s1", "At Talks."),
    ]:
        found = desk.client.get(f"/meetings/{meeting}/statements/{slug}/").url
        assert last.statements.get(slug=found.split("/")[-2]).text == words


def test_part_of_the_other_meeting(desk):
    party = make_party()
    whole, kept = make_meeting("Conference"), make_meeting("Talks", parties=[party])
    other = make_meeting("Round", part_of=whole, parties=[party])
    part = make_meeting("Session", part_of=other, parties=[party])
    kept.part_of = other
    kept.save()
    desk.merge(kept, other)
    part.refresh_from_db()
    assert kept.part_of == whole and part.part_of == kept
    desk.undo()


def test_two_heads_on_a_day_are_refused(desk):
    party = make_party("Russia")
    kept, other = make_meeting("Talks"), make_meeting("Talks too")
    for meeting, name in [(kept, "Ann"), (other, "Bob")]:
        make_delegate(make_delegation(meeting, party), make_official(name), role="head")
    (reason,) = desk.reasons(kept, other)
    assert "Ann and Bob would both lead" in reason


def test_published_meeting_would_break_a_rule(desk):
    kept, other = make_meeting("Talks", parties=[make_party()]), make_meeting("Copy", draft=True)
    make_statement(other, slug="s1", cited=False)
    assert desk.reasons(kept, other) == ["Talks: Statement s1 has no citation."]
    (reason,) = desk.reasons(other, kept)
    assert "“Talks” is published and “Copy” is a draft" in reason


def test_promise_met_by_itself_is_refused(desk):
    kept, other = make_meeting("Talks"), make_meeting("Talks too")
    make_follow_up(kept, "Soon.", to_meeting=other, state="met")
    reasons = desk.reasons(kept, other)
    assert reasons[0] == "Talks: No delegation is on record."
    assert "is met by a held meeting" in reasons[1], "each problem is told"


def test_chosen_value_that_breaks_a_rule_is_refused_with_the_choice_kept(desk):
    kept = make_meeting("Talks", starts="2022-01-10", ends="2022-01-12", parties=[make_party()])
    other = make_meeting("Talks too", starts="2022-02-10")
    before, page = export(), preview(desk.client, kept, other)
    token = page.context["preview"].plan.token
    data = {"other": other.pk, "token": token, "take-starts": "merged"}
    again = desk.client.post(page.request["PATH_INFO"], data)
    assert export() == before
    (chosen,) = [c for c in again.context["preview"].told["choices"] if c.attname == "starts"]
    assert chosen.is_chosen
    assert "does not end before it starts" in again.content.decode()
