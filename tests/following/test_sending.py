"""Digests: each thing once, to each who follows it, in its turn."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from talks.following import sending
from talks.following.sending import Outcome
from talks.models import Arrival, Subscription
from tests.factories import (
    make_follow_up,
    make_issue,
    make_meeting,
    make_old_id,
    make_statement,
    make_subscription,
)
from tests.following.turns import next_day, outcomes, texts, two_followers

pytestmark = pytest.mark.django_db


def test_new_statement_is_sent_once(russia):
    follower = make_subscription(query="party=russia", edition=Arrival.objects.take_in())
    statement = make_statement(
        make_meeting("Geneva", slug="geneva"), "No.", party=russia, slug="s1"
    )
    make_statement(text="Of another.")
    assert outcomes() == [Outcome.SENT]
    (text,) = texts()
    assert "No." in text and "/meetings/geneva/statements/s1/" in text and "another" not in text
    assert outcomes() == []
    next_day(follower)
    statement.text = "No, again."
    statement.save()
    assert outcomes() == [] and len(mail.outbox) == 1
    follower.refresh_from_db()
    assert follower.turned_on == timezone.localdate()


def test_draft_is_sent_when_it_is_published_and_not_when_it_is_withdrawn_before(russia):
    edition = Arrival.objects.take_in()
    follower = make_subscription("meetings", "party=russia", edition=edition)
    draft = make_meeting("A draft", draft=True, parties=[russia])
    gone = make_meeting("Gone again", parties=[russia])
    Arrival.objects.take_in()
    gone.withdraw("A mistake.")
    assert outcomes() == [Outcome.NOTHING]
    draft.publish()
    next_day(follower)
    assert outcomes() == [Outcome.SENT]
    assert "A draft" in texts()[0] and "Gone" not in texts()[0]


def test_unconfirmed_get_nothing(russia):
    make_subscription("meetings", confirmed=False)
    assert outcomes() == [] and mail.outbox == []


def test_search_finds_both_kinds_with_excerpts(russia):
    make_subscription("search", "q=missiles", edition=Arrival.objects.take_in())
    long = "Of much else. " * 60 + "The missiles stay. " + "And more. " * 60
    make_statement(make_meeting("Missile talks", slug="missile-talks"), long)
    assert outcomes() == [Outcome.SENT]
    (message,) = mail.outbox
    assert message.subject == "2 new: Statements and meetings that hold “missiles”"
    assert "1 STATEMENT" in message.body and "1 MEETING" in message.body
    assert "The missiles stay." in message.body and len(message.body) < 2_500
    html, kind = message.alternatives[0]
    assert kind == "text/html" and "<b>missiles</b>" in html
    assert "https://talks.example.org/meetings/missile-talks/" in html


def test_follow_ups_are_sent_with_who_and_when(russia):
    make_subscription("follow-ups", "party=russia", edition=Arrival.objects.take_in())
    make_follow_up(text="They answer in writing.", promised_by=[russia], due="2022-02")
    assert outcomes() == [Outcome.SENT]
    assert "They answer in writing.\npromised by Russia · due February 2022" in texts()[0]


def test_many_are_cut_with_a_way_to_the_rest(russia, monkeypatch):
    monkeypatch.setattr("talks.following.news.SHOWN", 3)
    make_subscription("meetings", "party=russia", edition=Arrival.objects.take_in())
    for number in range(5):
        make_meeting(f"Meeting number {number}", parties=[russia])
    assert outcomes() == [Outcome.SENT]
    (text,) = texts()
    assert text.count("Meeting number") == 3
    address = "https://talks.example.org/meetings/?party=russia&ordering=-added"
    assert f"And 2 more: {address}" in text


def test_queries_do_not_grow_with_rows(russia, django_assert_max_num_queries):
    for number in (1, 3):
        follower = make_subscription("search", "q=security", edition=Arrival.objects.take_in())
        for _ in range(number):
            make_statement(make_meeting("Security", parties=[russia]), "Security.", party=russia)
        newest = Arrival.objects.take_in()
        with django_assert_max_num_queries(34):
            assert sending.turn_of(follower.pk, newest) == Outcome.SENT


def test_weekly_go_out_once_a_week_from_monday_on(russia, time_machine):
    time_machine.move_to("2026-03-04T08:00:00Z")  # A Wednesday.
    today = timezone.localdate()
    edition = Arrival.objects.take_in()
    make_subscription("meetings", frequency="weekly", edition=edition, turned_on=today)
    sent = []
    for _ in range(14):
        time_machine.shift(timedelta(days=1))
        make_meeting(parties=[russia])
        sent += [timezone.localdate().isoformat()] * len(outcomes())
    assert sent == ["2026-03-09", "2026-03-16"]


def test_frequency_that_is_asked_for_alone(russia):
    edition = Arrival.objects.take_in()
    week = timezone.localdate() - timedelta(days=7)
    make_subscription("meetings", edition=edition, email="daily@example.org")
    weekly = {"frequency": "weekly", "turned_on": week, "email": "weekly@example.org"}
    make_subscription("meetings", edition=edition, **weekly)
    make_meeting(parties=[russia])
    assert outcomes("weekly") == [Outcome.SENT]
    assert [message.to for message in mail.outbox] == [["weekly@example.org"]]


def test_filter_that_names_nothing_public_waits_and_is_not_widened():
    issue = make_issue("Ice", slug="ice")
    meeting = make_meeting(issues=[issue])
    edition = Arrival.objects.take_in()
    follower = make_subscription("meetings", "issue=ice", edition=edition)
    meeting.withdraw("A mistake.")
    make_meeting("Of something else")
    assert outcomes() == [Outcome.WAITING] and mail.outbox == []
    meeting.publish()
    make_meeting("Of ice", issues=[issue])
    next_day(follower)
    assert outcomes() == [Outcome.SENT]
    assert "Of ice" in texts()[0] and "else" not in texts()[0]


def test_noun_that_was_renamed_is_followed_still(russia):
    make_subscription("meetings", "party=rossiya", edition=Arrival.objects.take_in())
    make_old_id(russia, "rossiya")
    make_meeting("New", parties=[russia])
    make_meeting("Of others")
    assert outcomes() == [Outcome.SENT]
    assert "New" in texts()[0] and "Of others" not in texts()[0]


# The command


def run(**options):
    out = StringIO()
    call_command("send_digests", stdout=out, **options)
    return out.getvalue()


def test_command_counts(russia):
    make_subscription("meetings", edition=Arrival.objects.take_in())
    assert run() == "turns: 0\n"
    Subscription.objects.update(turned_on=timezone.localdate() - timedelta(days=1))
    make_meeting(parties=[russia])
    assert run(dry_run=True) == "dry run, turns: 1; sent: 1\n"
    assert mail.outbox == [] and Arrival.objects.newest_edition() == 1
    assert run() == "turns: 1; sent: 1\n"
    assert run(dry_run=True) == "dry run, turns: 0\n"


def test_command_names_nobody_and_fails(russia, box):
    gone, _ = two_followers(russia)
    box.unknown = "gone@example.org"
    out = StringIO()
    with pytest.raises(CommandError, match="did not go out"):
        call_command("send_digests", stdout=out)
    assert f"subscription {gone.pk}: refused" in out.getvalue() and "@" not in out.getvalue()


def test_command_without_a_mail_server_says_what_is_missing(settings):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match="SITE_URL"):
        run()
