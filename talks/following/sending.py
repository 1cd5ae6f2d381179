"""Digests go out: each subscription in its turn, and nothing to anybody twice.

A mail is noted as under way, and that is committed, before it is sent. What a server refuses is
given back and tried again; a process killed in between, or a connection lost, leaves it unknown
whether the mail went: then the same is not sent again, and the next mail says so.
"""

import logging
from enum import Enum
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from talks.models import Arrival, Subscription

from . import mails
from .followed import Followed
from .news import news_of

log = logging.getLogger(__name__)
# A server that could not be reached so often in a row is left alone until the next run.
AWAY_AT_MOST = 3
NO_LONGER_UNDERSTOOD = "A part of this filter names nothing public now: it waits."
# Answers of the server, and addresses that turn out to be none when they are written out.
NOT_TAKEN = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError)


class Outcome(Enum):
    SENT = "sent"
    NOTHING = "nothing new"
    REFUSED = "refused, to be tried again"
    AWAY = "mail server not reached, to be tried again"
    PERHAPS = "perhaps sent, not to be tried again"
    WAITING = "filter not understood now"
    ELSEWHERE = "sent by another process"
    FAULT = "not made, see the log"


def send_due(frequency=None):
    """Pairs of a subscription's key and an `Outcome`, as they come."""
    newest = Arrival.objects.take_in()
    up_to_date = Subscription.objects.due(frequency).filter(edition=newest, sending_since=None)
    up_to_date.update(turned_on=timezone.localdate())
    away = 0
    for pk in list(Subscription.objects.due(frequency).values_list("pk", flat=True)):
        outcome = turn_of(pk, newest, frequency)
        yield pk, outcome
        away = away + 1 if outcome == Outcome.AWAY else 0
        if away == AWAY_AT_MOST:
            return


def turn_of(pk, newest, frequency=None):
    """One subscription's turn. What is wrong with one keeps nobody else waiting."""
    try:
        with transaction.atomic():
            subscription = Subscription.objects.claim(pk, frequency)
            if subscription is None:
                return Outcome.ELSEWHERE
            found = prepared(subscription, newest)
            subscription.save()
    except Exception:
        log.exception("subscription %s", pk)
        return Outcome.FAULT
    return found if isinstance(found, Outcome) else sent(subscription, found)


def prepared(subscription, newest):
    """The mail that is due, with the subscription claimed for it; or an `Outcome` without one."""
    followed = Followed(subscription.what, subscription.query)
    if not followed.is_understood:
        subscription.turned_on = timezone.localdate()
        subscription.problem = NO_LONGER_UNDERSTOOD
        return Outcome.WAITING
    parts = news_of(followed, subscription.edition, newest)
    if not parts:
        subscription.pass_over(newest)
        return Outcome.NOTHING
    subscription.claim(newest)
    return mails.digest(subscription, parts)


def sent(subscription, mail):
    """Send what was claimed, on a connection of its own, and note what became of it."""
    ours = subscription.pk, subscription.sending_since
    rows = Subscription.objects
    try:
        connection = get_connection()
        connection.open()
    except (OSError, ValueError) as error:
        rows.not_sent(*ours, problem=told(error), is_refused=False)
        return Outcome.AWAY
    try:
        mail.connection = connection
        mail.send()
    except NOT_TAKEN as error:
        rows.not_sent(*ours, problem=told(error), is_refused=has_no_box(error))
        return Outcome.REFUSED
    # The connection was lost: perhaps after the server had all of it.
    except OSError as error:
        rows.perhaps_sent(*ours, problem=told(error))
        return Outcome.PERHAPS
    finally:
        connection.close()
    rows.sent(*ours)
    return Outcome.SENT


def has_no_box(error):
    """Whether the server says for good that nobody has this address."""
    refused = error.recipients.values() if isinstance(error, SMTPRecipientsRefused) else []
    return any(code >= 500 for code, _ in refused)


def told(error):
    return f"{type(error).__name__}: {error}".replace("\0", "")[:500]


def rehearse(frequency=None):
    """The same pairs without a mail, and without a note of it."""
    with transaction.atomic():
        newest = Arrival.objects.take_in()
        for subscription in list(Subscription.objects.due(frequency)):
            followed = Followed(subscription.what, subscription.query)
            if not followed.is_understood:
                yield subscription.pk, Outcome.WAITING
                continue
            parts = news_of(followed, subscription.edition, newest)
            yield subscription.pk, Outcome.SENT if parts else Outcome.NOTHING
        transaction.set_rollback(True)
