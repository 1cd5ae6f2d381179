"""Merges of two nouns: what was merged into what, and what only this table remembers for an undo.

No part of the record: it has no place in the record file, and no public page names a merge.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .fields import NAME_LENGTH
from .old_ids import NOUNS


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Merges that were not undone."""
        return self.filter(undone_at=None)

    def of_save(self, token):
        """The merge that a save was, or was the undo of; None for any other save."""
        return self.filter(Q(save_token=token) | Q(undo_token=token)).first()


class Merge(models.Model):
    """`merged` went into `kept`; both are primary keys, since one of the rows is no more.

    The rows that moved are in the history, under the save that `save_token` names. `led` are the
    ids that lead to the kept row since; `untracked` are the rows without a history that moved.
    """

    noun = models.CharField(max_length=20, choices=[(noun, noun) for noun in NOUNS])
    kept = models.BigIntegerField()
    merged = models.BigIntegerField()
    kept_name = models.CharField("kept", max_length=NAME_LENGTH)
    merged_name = models.CharField("merged", max_length=NAME_LENGTH)
    led = models.JSONField(default=list)
    untracked = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    save_token = models.CharField(max_length=40, unique=True)
    undo_token = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("when", auto_now_add=True)
    undone_at = models.DateTimeField("undone", null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(noun__in=NOUNS), name="merge_noun_is_one")
        ]

    def __str__(self):
        return f"{self.merged_name} into {self.kept_name}"


class MovedStatementQuerySet(models.QuerySet):
    def slug_now(self, meeting, meeting_slug, slug):
        """The id that a statement has now, at a meeting, of which an old address is given."""
        moved = self.filter(meeting_slug=meeting_slug, slug=slug).values("statement")
        statements = meeting.statements.filter(pk__in=moved)
        return statements.values_list("slug", flat=True).first() or slug


class MovedStatement(models.Model):
    """A statement that got a new id in a merge: the address it had before, and its key.

    Asked only where `meeting_slug` is an old id, so that a meeting put back has its own again.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_statements")
    meeting_slug = models.CharField(max_length=500)
    slug = models.CharField(max_length=500)
    statement = models.BigIntegerField()

    objects = MovedStatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting_slug", "slug"], name="moved_statement_once")
        ]

    def __str__(self):
        return f"{self.meeting_slug}/{self.slug}"
