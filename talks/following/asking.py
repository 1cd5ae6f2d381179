"""Somebody asks to follow something: what is kept of that, and the mail that goes to the address.

What the page answers never depends on whether the address is known here.
"""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from talks.models import Arrival, Refusal, Subscriber, Subscription
from talks.models.subscriptions import MOST_FOLLOWED

from . import mails


class NotSent(Exception):
    """The mail server did not take the mail."""


def ask(followed, email, frequency):
    """Send the address a mail that asks it to confirm; nothing where it wants none, or had enough.

    Raises NotSent; asking once more sends it then.
    """
    with transaction.atomic():
        mail = mail_for(followed, email, frequency)
    if mail:
        try:
            mail().send()
        except (OSError, ValueError) as error:
            # What did not go out is not counted.
            mine = Subscriber.objects.filter(email__iexact=email, asked__gt=0)
            mine.update(asked=F("asked") - 1)
            raise NotSent from error


def mail_for(followed, email, frequency):
    """Note what is asked; a function that makes the mail which says so, or None."""
    if Refusal.objects.has(email) or not (subscriber := Subscriber.objects.asked(email)):
        return None
    same = {"what": followed.what, "query": followed.query}
    known = subscriber.subscriptions.filter(**same).first()
    if known and known.confirmed_at:
        return partial(mails.telling_what_is_known, subscriber, known)
    if not known and subscriber.subscriptions.count() >= MOST_FOLLOWED:
        return partial(mails.telling_what_is_known, subscriber)
    known = known or Subscription(subscriber=subscriber, **same)
    known.frequency, known.asked_at = frequency, timezone.now()
    known.save()
    return partial(mails.asking_to_confirm, known)


@transaction.atomic
def confirm(pk):
    """The subscription, confirmed now or before; None when it is gone meanwhile.

    What is public at this moment is not new to its reader.
    """
    newest = Arrival.objects.take_in()
    rows = Subscription.objects.select_related("subscriber").select_for_update(of=("self",))
    subscription = rows.filter(pk=pk).first()
    if subscription and not subscription.confirmed_at:
        subscription.confirm(newest)
        subscription.save()
    return subscription


@transaction.atomic
def refuse(subscription):
    """Nothing was asked for by this address: what waits is deleted, and no mail goes there again.

    What the address has confirmed itself stays.
    """
    Refusal.objects.add(subscription.subscriber.email)
    subscription.subscriber.subscriptions.filter(confirmed_at=None).delete()
    end_if_idle(subscription.subscriber)


@transaction.atomic
def end(subscription):
    subscription.delete()
    end_if_idle(subscription.subscriber)


def end_if_idle(subscriber):
    """With the last thing that it follows, the address is deleted; not while it asks for more."""
    row = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if row and not row.subscriptions.exists():
        row.delete()
