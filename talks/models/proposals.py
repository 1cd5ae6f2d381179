"""Changes of published meetings that wait until a second person applies them.

No part of the record: no history, no place in the record file, no public page.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

LETTERS_OF_A_NOTE = 5_000


class ProposalState(models.TextChoices):
    WAITING = "waiting", "waiting for review"
    APPLIED = "applied", "applied"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn by its author"


class ProposedChangeQuerySet(models.QuerySet):
    def waiting(self):
        """What a reviewer has still to decide; the work queue counts these."""
        return self.filter(state=ProposalState.WAITING)

    def about(self, meeting_ids):
        """Those that would change one of these meetings, or what stands below it."""
        return self.filter(meetings__overlap=list(meeting_ids))

    def in_short(self):
        """Without what would be written, which may be thousands of rows."""
        return self.defer("rows", "old_ids", "context")


class ProposedChange(models.Model):
    """One save that was not written: each row it would have written, as it was and would be.

    `rows` are lists of model, key, old values and new values; `talks/proposals/` reads them.
    `context` is what the history would have kept of the save besides its author.
    """

    State = ProposalState

    title = models.TextField("meetings")
    meetings = ArrayField(models.BigIntegerField())
    rows = models.JSONField(encoder=DjangoJSONEncoder)
    old_ids = models.JSONField(default=list)
    context = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposed_changes"
    )
    proposed_at = models.DateTimeField("proposed", default=timezone.now)
    note = models.TextField("note for the reviewer", max_length=LETTERS_OF_A_NOTE, blank=True)

    state = models.CharField(max_length=20, choices=ProposalState, default="waiting")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("decided", null=True)
    reason = models.TextField(max_length=LETTERS_OF_A_NOTE, blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        # Who may do what with one is decided row by row: see its admin.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_decided_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(state="waiting"), name="proposal_waiting"),
        ]

    def __str__(self):
        return f"Proposed change {self.pk}: {self.title}"

    @property
    def is_waiting(self):
        return self.state == ProposalState.WAITING

    def decide(self, state, user, reason=""):
        """Take note of what became of it; save it afterwards."""
        self.state, self.reason = state, reason
        self.decided_by, self.decided_at = user, timezone.now()
