"""Merges of two meetings: ids of statements, promises, rules of publishing; and their undo."""

import pytest

from talks.models import (
    FollowUp,
)
from tests.admin.merges import merge, preview
from tests.admin.saves import export
from tests.factories import (
    make_correction,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)


def two_meetings():
    party, official, source = make_party("Russia"), make_official(), make_source()
    kept = make_meeting("Talks", slug="talks", parties=[party], source=source)
    other = make_meeting("Talks too", slug="talks-too", source=source, venue="Palais")
    make_delegation(other, party, delegates=[official])
    for meeting, order in [(kept, 5), (other, 0)]:
        make_statement(meeting, f"At {meeting}.", slug="s1", party=party, order=order)
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
    kept = make_meeting("Talks", parties=[make_party(), make_party()])
    other = make_meeting("Copy", draft=True)
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
