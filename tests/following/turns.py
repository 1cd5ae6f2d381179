"""Turns of subscriptions: what becomes of each, and how a day goes by."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from talks.following.sending import send_due
from talks.models import Arrival, Subscription
from tests.factories import make_meeting, make_subscription


def outcomes(frequency=None):
    return [outcome for _, outcome in send_due(frequency)]


def next_day(*subscriptions):
    """It was yesterday that they had their turn."""
    rows = Subscription.objects.filter(pk__in=[row.pk for row in subscriptions])
    rows.update(turned_on=timezone.localdate() - timedelta(days=1), sending_since=None)


def texts():
    return [message.body for message in mail.outbox]


def two_followers(russia):
    edition = Arrival.objects.take_in()
    pair = [
        make_subscription("meetings", edition=edition, email=f"{name}@example.org")
        for name in ("gone", "here")
    ]
    make_meeting("News", parties=[russia])
    return pair
