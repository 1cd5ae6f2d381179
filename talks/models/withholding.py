"""Revisions that staff keep from the public: which event of which model, and the reason shown.

Not of the record: without history, in no file. What readers then see is in talks/history/.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import NAME_LENGTH


class Withheld(models.Model):
    """One event, by the name of its tracked model and its `pgh_id`."""

    model = models.CharField(max_length=50)
    event = models.BigIntegerField()
    reason = models.CharField(
        "reason, as readers see it",
        max_length=NAME_LENGTH,
        help_text="Shown in place of the words, with the date; your name is not.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "withheld revision"
        constraints = [
            models.UniqueConstraint(fields=["model", "event"], name="withheld_once"),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="withheld_has_reason",
                violation_error_message="Give a reason.",
            ),
        ]

    def __str__(self):
        return f"Withheld: {self.model} {self.event}"
