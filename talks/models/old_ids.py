"""Ids that named something before: what they lead to now, or that the thing was removed."""

import pgtrigger
from django.db import models

NOUNS = ["meeting", "party", "official", "place", "process", "issue", "source"]

LIVE_ID = """
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE slug = $1)', 'talks_' || NEW.noun)
        INTO is_live USING NEW.slug;
    IF is_live THEN
        RAISE EXCEPTION 'the id "%" still names another %', NEW.slug, NEW.noun
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
"""


class OldIdQuerySet(models.QuerySet):
    def of(self, row):
        """The old ids of one noun, in the order they were given."""
        return self.filter(noun=row._meta.model_name, target=row.pk)


class OldId(models.Model):
    """`noun` and `slug` as they were; `target` is the row they mean now, NULL when removed.

    Rows for renamed and deleted nouns are written by triggers on the nouns.
    """

    noun = models.CharField(max_length=20, choices=[(noun, noun) for noun in NOUNS])
    slug = models.CharField("id", max_length=500)
    target = models.BigIntegerField(null=True, blank=True)

    objects = OldIdQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "slug"], name="old_id_given_once"),
            models.CheckConstraint(condition=models.Q(noun__in=NOUNS), name="old_id_noun_is_one"),
        ]
        indexes = [models.Index(fields=["noun", "target"], name="old_id_target")]
        triggers = [
            pgtrigger.Trigger(
                name="old_id_not_live",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("is_live", "boolean")],
                func=LIVE_ID,
            )
        ]

    def __str__(self):
        return f"{self.noun} {self.slug}"
