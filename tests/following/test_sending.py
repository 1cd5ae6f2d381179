"""Digests: each thing once, to each who follows it, whatever breaks on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from talks.following import sending
from talks.following.sending import Outcome, send_due
from talks.models import Arrival, Meeting, Subscription
from talks.models.subscriptions import REFUSED_AT_MOST
from tests.admin.smtp import free_port
from tests.factories import (
    make_follow_up,
    make_issue,
    make_meeting,
    make_old_id,
    make_party,
    make_statement,
    make_subscription,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def russia():
    party = make_party("Russia", slug="russia")
    make_meeting("Before", parties=[party])
    return party


def outcomes(frequency=None):
    return [outcome for _, outcome in send_due(frequency)]


def next_day(*subscriptions):
    """It was yesterday that they had their turn."""
    rows = Subscription.objects.filter(pk__in=[row.pk for row in subscriptions])
    rows.update(turned_on=timezone.localdate() - timedelta(days=1), sending_since=None)


def texts():
    return [message.body for message in mail.outbox]


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
    make_statement(make_meeting("Missile talks", slug="talks"), long)
    assert outcomes() == [Outcome.SENT]
    (message,) = mail.outbox
    assert message.subject == "2 new: Statements and meetings that hold “missiles”"
    assert "1 STATEMENT" in message.body and "1 MEETING" in message.body
    assert "The missiles stay." in message.body and len(message.body) < 2_500
    html, kind = message.alternatives[0]
    assert kind == "text/html" and "<b>missiles</b>" in html
    assert "https://talks.example.org/meetings/talks/" in html


def test_follow_ups_are_sent_with_who_and_when(russia):
    make_subscription("follow-ups", "party=russia", edition=Arrival.objects.take_in())
    make_follow_up(text="They answer in writing.", promised_by=[russia], due="2022-02")
    assert outcomes() == [Outcome.SENT]
    assert "They answer in writing.\npromised by Russia, due February 2022" in texts()[0]


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


# What breaks on the way


def two_followers(russia):
    edition = Arrival.objects.take_in()
    pair = [
        make_subscription("meetings", edition=edition, email=f"{name}@example.org")
        for name in ("gone", "here")
    ]
    make_meeting("News", parties=[russia])
    return pair


def test_one_that_is_refused_leaves_the_rest_going_and_is_tried_again(russia, box):
    gone, here = two_followers(russia)
    box.unknown = "gone@example.org"
    assert outcomes() == [Outcome.REFUSED, Outcome.SENT]
    gone.refresh_from_db()
    assert (gone.refused, gone.sending_since) == (1, None) and "No such box" in gone.problem
    box.unknown = ""
    assert outcomes() == [Outcome.SENT]
    assert [to for _, to, _ in box.mails] == [["here@example.org"], ["gone@example.org"]]
    gone.refresh_from_db()
    assert (gone.refused, gone.problem) == (0, "")
    assert outcomes() == [] and len(box.mails) == 2


def test_mailbox_that_refuses_for_long_is_left_alone(russia, box):
    gone, _ = two_followers(russia)
    box.unknown = "gone@example.org"
    Subscription.objects.filter(pk=gone.pk).update(refused=REFUSED_AT_MOST - 1)
    assert outcomes() == [Outcome.REFUSED, Outcome.SENT]
    assert outcomes() == []


def test_server_that_says_later_is_asked_later(russia, box):
    gone, _ = two_followers(russia)
    box.refusal = "451 Come again"
    assert outcomes() == [Outcome.REFUSED] * 2
    gone.refresh_from_db()
    assert gone.refused == 0
    box.refusal = ""
    assert outcomes() == [Outcome.SENT] * 2 and len(box.mails) == 2


def test_server_that_is_away_is_not_asked_for_ever(russia, use_server):
    use_server(free_port())
    for _ in range(4):
        make_subscription("meetings", edition=1)
    Arrival.objects.take_in()
    make_meeting(parties=[russia])
    assert outcomes() == [Outcome.AWAY] * 3
    assert not Subscription.objects.exclude(sending_since=None)


def test_connection_lost_under_way_is_told_and_nothing_sent_twice(russia, monkeypatch):
    follower = make_subscription("meetings", edition=Arrival.objects.take_in())
    make_meeting("Lost", parties=[russia])
    with monkeypatch.context() as broken:
        broken.setattr(
            "django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(TimeoutError)
        )
        assert outcomes() == [Outcome.PERHAPS]
    next_day(follower)
    make_meeting("Next", parties=[russia])
    assert outcomes() == [Outcome.SENT]
    (text,) = texts()
    assert "may not have reached you" in text and "Next" in text and "Lost" not in text
    next_day(follower)
    make_meeting("Third", parties=[russia])
    assert outcomes() == [Outcome.SENT] and "may not" not in texts()[1]


class Killed(BaseException):
    """As when the process ends: nothing after it is done."""


def test_process_killed_between_the_note_and_the_mail(russia, monkeypatch, time_machine):
    time_machine.move_to("2026-03-04T06:00:00Z", tick=False)
    follower = make_subscription("meetings", edition=Arrival.objects.take_in())
    make_meeting("Lost", parties=[russia])
    with monkeypatch.context() as broken:
        broken.setattr("talks.following.sending.sent", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            outcomes()
    # Another process may be at it.
    assert outcomes() == []
    time_machine.shift(timedelta(minutes=11))
    assert outcomes() == [Outcome.NOTHING] and mail.outbox == []
    time_machine.shift(timedelta(days=1))
    make_meeting("Next", parties=[russia])
    assert outcomes() == [Outcome.SENT]
    assert "may not have reached you" in texts()[0] and "Lost" not in texts()[0]
    follower.refresh_from_db()
    assert follower.doubt_at is None


def test_fault_in_one_keeps_nobody_else_waiting(russia, monkeypatch, caplog):
    first, second = two_followers(russia)
    digest = sending.mails.digest

    def broken(subscription, parts):
        if subscription.pk == first.pk:
            raise KeyError
        return digest(subscription, parts)

    with monkeypatch.context() as fault:
        fault.setattr(sending.mails, "digest", broken)
        assert outcomes() == [Outcome.FAULT, Outcome.SENT]
    assert f"subscription {first.pk}" in caplog.text
    assert outcomes() == [Outcome.SENT]
    assert [message.to for message in mail.outbox] == [["here@example.org"], ["gone@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_each_once(box):
    edition = Arrival.objects.take_in()
    for number in range(6):
        make_subscription("meetings", edition=edition, email=f"{number}@example.org")
    make_meeting("News", parties=[make_party()])

    def run(_):
        try:
            return outcomes()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as runs:
        found = [outcome for each in runs.map(run, range(3)) for outcome in each]
    assert found.count(Outcome.SENT) == 6
    assert set(found) <= {Outcome.SENT, Outcome.ELSEWHERE}
    assert sorted(to for _, (to,), _ in box.mails) == [f"{n}@example.org" for n in range(6)]


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
    assert Meeting.objects.count() == 2


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
