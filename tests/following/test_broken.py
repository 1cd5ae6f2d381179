"""What breaks while digests go out: nobody gets a thing twice, and nobody else waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from talks.following import sending
from talks.following.sending import Outcome
from talks.models import Arrival, Subscription
from talks.models.subscriptions import REFUSED_AT_MOST
from tests.admin.smtp import free_port
from tests.factories import make_meeting, make_party, make_subscription
from tests.following.turns import next_day, outcomes, texts, two_followers

pytestmark = pytest.mark.django_db


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
