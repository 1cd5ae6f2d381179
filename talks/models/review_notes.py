"""What staff say to each other about a draft: asked for review, sent back, published.

Not of the record: without history, in no file and on no public page.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

NOTE_LENGTH = 5_000


class ReviewStep(models.TextChoices):
    ASKED = "asked", "asked for review"
    RETURNED = "returned", "sent back"
    PUBLISHED = "published", "published"


class ReviewNoteQuerySet(models.QuerySet):
    def about(self, meeting):
        """The notes on one meeting, the first one first, with who wrote them."""
        return self.filter(meeting=meeting.pk).select_related("by").order_by("pk")


class ReviewNote(models.Model):
    """`meeting` is a key alone: a meeting that is removed takes its notes out of sight."""

    Step = ReviewStep

    meeting = models.BigIntegerField()
    step = models.CharField(max_length=20, choices=ReviewStep)
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReviewNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step__in=ReviewStep.values), name="review_note_step_is_a_choice"
            )
        ]
        indexes = [models.Index(fields=["meeting", "id"], name="review_note_meeting")]

    def __str__(self):
        return f"{self.get_step_display()}: {self.note}"
