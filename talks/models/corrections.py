"""What readers say is wrong, what staff made of it, and whether the reader was told.

No noun of the record: it has no history, no place in the record file and no public page, and the
reader's address is deleted some days after the outcome.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .fields import NAME_LENGTH

LETTERS_IN_A_FIELD = 5_000
# How long a mail may be under way before it is taken for lost with the process that sent it.
SENDING_TAKES = timedelta(minutes=10)


class CorrectionState(models.TextChoices):
    NEW = "new", "new"
    ACCEPTED = "accepted", "accepted: corrected as the reader proposed"
    EDITED = "edited", "edited: corrected in another way"
    DECLINED = "declined", "declined: left as it is"


class MailState(models.TextChoices):
    NONE = "", "none is due"
    UNSENT = "unsent", "not sent"
    SENDING = "sending", "being sent"
    SENT = "sent", "sent"


class CorrectionQuerySet(models.QuerySet):
    def new(self):
        """What waits for staff; the work queue counts these."""
        return self.filter(state=CorrectionState.NEW)

    def unsent(self):
        """Handled, and the mail to the reader is not known to have gone out."""
        lost = Q(mail=MailState.SENDING, mail_at__lt=timezone.now() - SENDING_TAKES)
        return self.filter(Q(mail=MailState.UNSENT) | lost)

    def claim_mail(self, pk):
        """Whether the mail of this row is now ours to send: never twice to two who ask at once."""
        claimed = self.unsent().filter(pk=pk).exclude(email="")
        return claimed.update(mail=MailState.SENDING, mail_at=timezone.now(), mail_problem="") == 1

    def forget_readers(self, days):
        """Delete the addresses of those whose outcome is `days` old; the number of them."""
        before = timezone.now() - timedelta(days=days)
        known = self.filter(handled_at__lt=before).exclude(email="", mail_problem="")
        known.filter(mail__in=[MailState.UNSENT, MailState.SENDING]).update(mail=MailState.NONE)
        return known.update(email="", mail_problem="")


class Correction(models.Model):
    """`about` and `words` hold what it was about as the reader saw it: rows change, or go."""

    State = CorrectionState
    Mail = MailState

    meeting = models.ForeignKey(
        "Meeting", models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    statement = models.ForeignKey(
        "Statement", models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    about = models.CharField(max_length=2 * NAME_LENGTH + 100, blank=True)
    words = models.TextField("words then", blank=True)
    wrong = models.TextField("what is wrong", max_length=LETTERS_IN_A_FIELD)
    right = models.TextField("what would be right", max_length=LETTERS_IN_A_FIELD, blank=True)
    source = models.TextField("where that can be read", max_length=2_000, blank=True)
    email = models.EmailField("reader’s address", blank=True)
    sent_at = models.DateTimeField("sent", default=timezone.now, editable=False)
    receipt = models.CharField(max_length=64, unique=True, editable=False)

    state = models.CharField("outcome", max_length=20, choices=CorrectionState, default="new")
    note = models.TextField(
        "note for the reader",
        max_length=LETTERS_IN_A_FIELD,
        blank=True,
        help_text="Goes out with the outcome, to the reader who left an address.",
    )
    staff_note = models.TextField(
        max_length=LETTERS_IN_A_FIELD, blank=True, help_text="For staff alone; never mailed."
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    handled_at = models.DateTimeField("handled", null=True, blank=True, editable=False)
    mail = models.CharField(
        max_length=20, choices=MailState, blank=True, default="", editable=False
    )
    mail_at = models.DateTimeField("mailed", null=True, blank=True, editable=False)
    mail_problem = models.CharField(max_length=500, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values), name="correction_state_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(mail__in=MailState.values), name="correction_mail_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(state="new", handled_at=None)
                | (~Q(state="new") & Q(handled_at__isnull=False)),
                name="correction_handled_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(state="new"), name="correction_new"),
        ]

    def __str__(self):
        return f"Correction {self.pk}"

    @property
    def is_told(self):
        """The reader knows the outcome, or is being told: it stands from then on."""
        return self.mail in (MailState.SENDING, MailState.SENT)

    @property
    def public_row(self):
        """The row it is about, as far as the public may see it now; else None.

        Reads `meeting` and `statement`, with its own meeting: select them.
        """
        meeting = self.statement.meeting if self.statement else self.meeting
        return (self.statement or meeting) if meeting and meeting.is_published else None

    def settle(self, state, user):
        """Take note of the outcome and of who found it; save it afterwards."""
        is_open = state == CorrectionState.NEW
        self.state = state
        self.handled_by = None if is_open else user
        self.handled_at = None if is_open else timezone.now()
        self.mail = MailState.NONE if is_open or not self.email else MailState.UNSENT
