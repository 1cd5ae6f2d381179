"""Who follows what by e-mail, how often, and what has been sent.

No part of the record: no history, no file, no public page. An address that was not confirmed goes
after a few days, and with the last thing that it follows.
"""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

CONFIRM_WITHIN = timedelta(days=3)
# Mails to one address, that anyone may ask for, within a day.
ASKED_IN_A_DAY = 5
MOST_FOLLOWED = 50
# How long a mail may be under way before it is taken for lost with the process that sent it.
SENDING_TAKES = timedelta(minutes=10)
# So many refusals in a row, and nothing more is sent.
REFUSED_AT_MOST = 10
# How long an address that wants no mail at all is left alone.
LEFT_ALONE = timedelta(days=365)


class What(models.TextChoices):
    STATEMENTS = "statements", "statements"
    MEETINGS = "meetings", "meetings"
    FOLLOW_UPS = "follow-ups", "follow-ups"
    SEARCH = "search", "a search"


class Frequency(models.TextChoices):
    DAILY = "daily", "every day"
    WEEKLY = "weekly", "every week"


class SubscriberQuerySet(models.QuerySet):
    def asked(self, email):
        """The subscriber with this address, new or known, if one more mail may be asked for.

        Locked, so that of two who ask at once each is counted; None for one mail too many. To be
        called within a transaction.
        """
        self.bulk_create([Subscriber(email=email)], ignore_conflicts=True)
        # None where it was forgotten in this very moment.
        found, now = self.select_for_update().filter(email__iexact=email).first(), timezone.now()
        if found is None:
            return None
        if now - found.asked_since >= timedelta(days=1):
            found.asked_since, found.asked = now, 0
        if found.asked >= ASKED_IN_A_DAY:
            return None
        found.asked += 1
        found.save(update_fields=["asked", "asked_since"])
        return found

    def forget_idle(self):
        """Delete those who follow nothing, and have not asked within a day: how many."""
        idle = self.filter(subscriptions=None, asked_since__lt=timezone.now() - timedelta(days=1))
        return idle.delete()[1].get("talks.Subscriber", 0)


def new_key():
    return secrets.token_urlsafe(12)


class Subscriber(models.Model):
    """`key` is part of every link in mails: a new one makes all links invalid."""

    email = models.EmailField(max_length=254)
    key = models.CharField(max_length=32, default=new_key, editable=False)
    asked_since = models.DateTimeField(default=timezone.now, editable=False)
    asked = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="subscriber_once")]

    def __str__(self):
        return f"Subscriber {self.pk}"

    @property
    def masked(self):
        """The address as its owner knows it again, and nobody else learns it."""
        name, _, host = self.email.rpartition("@")
        return f"{name[:1]}…@{host}"


class RefusalQuerySet(models.QuerySet):
    def has(self, email):
        return self.in_force().filter(digest=digest_of(email)).exists()

    def add(self, email):
        known = Refusal(digest=digest_of(email))
        self.bulk_create(
            [known], update_conflicts=True, unique_fields=["digest"], update_fields=["since"]
        )

    def in_force(self):
        return self.filter(since__gte=timezone.now() - LEFT_ALONE)

    def over(self):
        return self.filter(since__lt=timezone.now() - LEFT_ALONE)


class Refusal(models.Model):
    """An address, as a digest, whose owner wants no mail whoever asks for it."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    objects = RefusalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Refusal {self.pk}"


def digest_of(email):
    return salted_hmac("talks.refusal", email.lower(), algorithm="sha256").hexdigest()


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def expired(self):
        """Asked for, and not confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRM_WITHIN)

    def due(self, frequency=None):
        """Whose turn it is: daily once a day, weekly once in each week from Monday on.

        Not what another process is sending now, nor where the mailbox refused too often.
        """
        today, now = timezone.localdate(), timezone.now()
        monday = today - timedelta(days=today.weekday())
        daily = Q(frequency=Frequency.DAILY, turned_on__lt=today)
        weekly = Q(frequency=Frequency.WEEKLY, turned_on__lt=monday)
        free = Q(sending_since=None) | Q(sending_since__lt=now - SENDING_TAKES)
        rows = self.confirmed().filter(daily | weekly, free, refused__lt=REFUSED_AT_MOST)
        return rows.filter(frequency=frequency) if frequency else rows

    def claim(self, pk, frequency=None):
        """This one, locked, if it is still due and nobody else has it; else None."""
        rows = self.due(frequency).select_related("subscriber").filter(pk=pk)
        return rows.select_for_update(skip_locked=True, of=("self",)).first()

    def sent(self, pk, since):
        """Note that the mail that was claimed then has gone out."""
        now, today = timezone.now(), timezone.localdate()
        self.claimed(pk, since).update(
            sending_since=None, sent_at=now, turned_on=today, doubt_at=None, refused=0, problem=""
        )

    def not_sent(self, pk, since, problem, is_refused):
        """Note that it was not taken: the same is tried again."""
        self.claimed(pk, since).update(
            sending_since=None,
            edition=F("edition_before"),
            refused=F("refused") + int(is_refused),
            problem=problem,
        )

    def perhaps_sent(self, pk, since, problem):
        """Note that nobody knows: the same is not sent again, and the next mail says so."""
        today = timezone.localdate()
        self.claimed(pk, since).update(
            sending_since=None, turned_on=today, doubt_at=since, problem=problem
        )

    def claimed(self, pk, since):
        return self.filter(pk=pk, sending_since=since)


class Subscription(models.Model):
    """A filter and its reader. All that is in `edition`, or before it, is sent or not wanted.

    While a mail is under way (`sending_since`), `edition_before` is where it begins.
    """

    What = What
    Frequency = Frequency

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    what = models.CharField(max_length=20, choices=What)
    query = models.TextField(blank=True)
    frequency = models.CharField("how often", max_length=20, choices=Frequency, default="weekly")
    asked_at = models.DateTimeField("asked for", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmed", null=True, blank=True)

    edition = models.IntegerField(default=0)
    edition_before = models.IntegerField(default=0)
    turned_on = models.DateField("last turn", null=True, blank=True)
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("last sent", null=True, blank=True)
    doubt_at = models.DateTimeField("may not have arrived", null=True, blank=True)
    refused = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("subscriber", "what", MD5("query"), name="subscription_once"),
            models.CheckConstraint(
                condition=Q(what__in=What.values), name="subscription_what_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values),
                name="subscription_frequency_is_a_choice",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(turned_on__isnull=False),
                name="subscription_confirmed_has_turn",
            ),
        ]

    def __str__(self):
        return f"Subscription {self.pk}"

    def confirm(self, edition):
        """From now on, after this edition. Save it afterwards."""
        self.confirmed_at, self.turned_on = timezone.now(), timezone.localdate()
        self.edition = self.edition_before = edition
        self.refused, self.problem = 0, ""

    def claim(self, edition):
        """A mail with all up to this edition is under way. Save it afterwards.

        One that was under way too long is in doubt: its process ended, before or after it went.
        """
        self.doubt_at = self.sending_since or self.doubt_at
        self.edition_before, self.edition = self.edition, edition
        self.sending_since = timezone.now()

    def pass_over(self, edition):
        """Nothing in it is for this reader. Save it afterwards."""
        self.doubt_at = self.sending_since or self.doubt_at
        self.edition, self.sending_since = edition, None
        self.turned_on = timezone.localdate()
