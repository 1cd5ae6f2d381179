"""Processes: series of meetings that belong together."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from . import nouns
from .fields import FoldedField, NameField, ProseField, SortKeyField
from .history import tracked


class ProcessQuerySet(nouns.NounQuerySet):
    def public(self):
        """Processes of published meetings, and the processes these are part of."""
        from .meetings import Meeting

        own = self.model.objects.filter(
            Exists(Meeting.objects.published().filter(process=OuterRef("pk")))
        )
        step = (
            "SELECT parent_id FROM talks_process JOIN public USING (id) WHERE parent_id IS NOT NULL"
        )
        return self.filter(pk__in=nouns.reached_through(own, step))

    def for_list_page(self):
        """With the parent's name, `meeting_count` and `first_day` to `last_day` of its meetings.

        Of published meetings only.
        """
        from .meetings import Meeting

        held = Meeting.objects.published().filter(process=OuterRef("pk"))
        days = held.exclude(starts_earliest=None).values("starts_earliest")
        return (
            self.defer("folded")
            .select_related("parent")
            .annotate(
                meeting_count=nouns.count_of(held),
                first_day=Subquery(days.order_by("starts_earliest")[:1]),
                last_day=Subquery(days.order_by("-starts_earliest")[:1]),
            )
        )


@tracked
class Process(nouns.Noun):
    name = NameField()
    summary = ProseField(blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    folded = FoldedField(sources=["name"])
    sort_key = SortKeyField(sources=["name"])

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        verbose_name_plural = "processes"
        constraints = [
            nouns.slug_constraint("process"),
            nouns.not_blank_constraint("process", "name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="process_not_its_own_parent"
            ),
        ]
        triggers = nouns.id_triggers("process")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("process_detail", args=[self.slug])

    def clean(self):
        if nouns.is_circular(self, "parent"):
            raise ValidationError({"parent": "A process is not part of itself."})
