"""The secret links in mails: whose they are, signed, so that the database alone gives none away.

Who confirms does so within some days; what manages or ends has no end, as mails are kept.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from talks.models import Subscriber, Subscription
from talks.models.subscriptions import CONFIRM_WITHIN

SALT = "talks.following"


class Broken(Exception):
    """A link that this site did not make, or whose time is over."""


def can_follow():
    """Whether mails can go out, and can say where this site is."""
    return bool(settings.EMAIL_URL and settings.SITE_URL)


def address(name, token):
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def confirm_token(subscription):
    said = f"{subscription.pk}-{subscription.subscriber.key}"
    return signing.TimestampSigner(salt=f"{SALT}.confirm", sep=".").sign(said)


def manage_token(subscriber):
    return signer("manage").sign(f"{subscriber.pk}-{subscriber.key}")


def unsubscribe_token(subscription):
    return signer("unsubscribe").sign(f"{subscription.pk}-{subscription.subscriber.key}")


def to_confirm(token):
    """The subscription that a link confirms; None when it is gone; `Broken`."""
    signed = signing.TimestampSigner(salt=f"{SALT}.confirm", sep=".")
    pk, key = parts_of(signed, token, max_age=CONFIRM_WITHIN)
    return subscriptions().filter(pk=pk, subscriber__key=key).first()


def to_unsubscribe(token):
    pk, key = parts_of(signer("unsubscribe"), token)
    return subscriptions().filter(pk=pk, subscriber__key=key).first()


def to_manage(token):
    """The subscriber whose link it is; None when gone; `Broken`."""
    pk, key = parts_of(signer("manage"), token)
    return Subscriber.objects.filter(pk=pk, key=key).first()


def subscriptions():
    return Subscription.objects.select_related("subscriber")


def signer(use):
    return signing.Signer(salt=f"{SALT}.{use}", sep=".")


def parts_of(signer, token, **limits):
    try:
        pk, _, key = signer.unsign(token, **limits).partition("-")
    except signing.BadSignature:
        raise Broken from None
    return int(pk), key
