"""The mails to those who follow: their words, and the headers by which mailboxes know them.

Before an address is confirmed, a mail repeats nothing that whoever typed the address chose: no
words of a search, but what is the record's own. Anyone could else have us send anything.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator

from talks.models.subscriptions import CONFIRM_WITHIN, MOST_FOLLOWED

from . import links
from .followed import Followed
from .news import tidy

LONGEST_SUBJECT = 150


def asking_to_confirm(subscription):
    """To be sent whenever somebody asks to follow something that is not confirmed."""
    return message(
        subscription.subscriber,
        "Please confirm: follow Parley by e-mail",
        "confirm_mail",
        followed=Followed(subscription.what, subscription.query),
        frequency=subscription.get_frequency_display(),
        address=links.address("follow_confirm", links.confirm_token(subscription)),
        days=CONFIRM_WITHIN.days,
    )


def telling_what_is_known(subscriber, subscription=None):
    """For who asks again for what is followed, or for more than may be: where to change it."""
    followed = Followed(subscription.what, subscription.query) if subscription else None
    return message(
        subscriber,
        "You follow Parley by e-mail",
        "known_mail",
        followed=followed,
        most=MOST_FOLLOWED,
    )


def digest(subscription, parts):
    """What is new, as text and as HTML, with the link that ends it in the headers."""
    followed = Followed(subscription.what, subscription.query)
    counted = " and ".join(part.counted for part in parts)
    end = links.address("follow_unsubscribe", links.unsubscribe_token(subscription))
    return message(
        subscription.subscriber,
        f"{sum(part.count for part in parts):,} new: {followed.sentence}",
        "digest",
        headers={
            # RFC 8058: one POST to this address, and it is over.
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Message-ID": message_id(subscription),
        },
        subscription=subscription,
        followed=followed,
        parts=parts,
        counted=counted,
        end=end,
    )


def message(subscriber, subject, template, headers=None, **context):
    context |= {
        "site": settings.SITE_URL,
        "manage": links.address("follow_manage", links.manage_token(subscriber)),
    }
    mail = EmailMultiAlternatives(
        Truncator(tidy(subject)).chars(LONGEST_SUBJECT),
        render_to_string(f"follow/{template}.txt", context).strip() + "\n",
        to=[subscriber.email],
        headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
    )
    if template == "digest":
        mail.attach_alternative(render_to_string("follow/digest.html", context), "text/html")
    return mail


def message_id(subscription):
    """The same whenever this mail is sent, so that a mailbox shows it once."""
    named = f"{subscription.pk}-{subscription.edition_before}-{subscription.edition}"
    name = salted_hmac("talks.following.digest", named).hexdigest()[:20]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<digest-{name}@{host}>"
