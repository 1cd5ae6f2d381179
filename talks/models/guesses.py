"""What an import read between the lines: a value that a source leaves open, for staff to look at.

Not of the record: without history, in no file and on no public page.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from .meetings import Meeting

# Together they still fit into a row of the index.
PATH_LENGTH, VALUE_LENGTH = 200, 400


class GuessQuerySet(models.QuerySet):
    def open(self):
        """What nobody has settled, of meetings that are still on record."""
        return self.filter(Exists(meetings_of_guesses()), settled_at=None)

    def with_meeting(self):
        """Each with the title and the id of its meeting."""
        meetings = meetings_of_guesses()
        return self.annotate(
            meeting_title=Subquery(meetings.values("title")),
            meeting_slug=Subquery(meetings.values("slug")),
        )

    def settle(self, user):
        """Mark the open ones as looked at; returns their number."""
        return self.filter(settled_at=None).update(settled_at=timezone.now(), settled_by=user)


def meetings_of_guesses():
    return Meeting.objects.order_by().filter(pk=OuterRef("meeting"))


class Guess(models.Model):
    """`meeting` is a key alone: a meeting that is removed takes its guesses out of sight.

    `path` leads to the value in the meeting's object of a record file, as it was imported:
    `delegations[1].delegates[0].title`.
    """

    meeting = models.BigIntegerField()
    path = models.CharField("where", max_length=PATH_LENGTH)
    value = models.CharField(max_length=VALUE_LENGTH)
    why = models.TextField()
    importer = models.CharField(max_length=50)
    made_at = models.DateTimeField("made", default=timezone.now)
    settled_at = models.DateTimeField("settled", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = GuessQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "guesses"
        default_permissions = ()
        constraints = [
            # An import that runs twice guesses the same, and what is settled stays settled.
            models.UniqueConstraint(
                fields=["meeting", "importer", "path", "value"], name="guess_is_made_once"
            )
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(settled_at=None), name="guess_open"),
        ]

    def __str__(self):
        return f"{self.path}: {self.value}"
