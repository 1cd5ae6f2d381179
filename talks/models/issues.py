"""Issues: matters under negotiation, each with the question that a stance answers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from . import nouns
from .fields import FoldedField, NameField, ProseField, SortKeyField
from .history import tracked


class IssueQuerySet(nouns.NounQuerySet):
    def public(self):
        """Issues of published meetings and of statements there, and the issues above these."""
        from .meeting_links import MeetingIssue
        from .statement_links import StatementIssue

        of_meeting = MeetingIssue.objects.filter(issue=OuterRef("pk"), meeting__is_draft=False)
        of_statement = StatementIssue.objects.filter(
            issue=OuterRef("pk"), statement__meeting__is_draft=False
        )
        own = self.model.objects.filter(Exists(of_meeting) | Exists(of_statement))
        step = (
            "SELECT parent_id FROM talks_issue JOIN public USING (id) WHERE parent_id IS NOT NULL"
        )
        return self.filter(pk__in=nouns.reached_through(own, step))

    def for_list_page(self):
        """With the parent's name, and `statement_count`, of published meetings only."""
        from .statement_links import StatementIssue

        said = StatementIssue.objects.filter(
            issue=OuterRef("pk"), statement__meeting__is_draft=False
        )
        return (
            self.defer("folded")
            .select_related("parent")
            .annotate(statement_count=nouns.count_of(said))
        )


@tracked
class Issue(nouns.Noun):
    name = NameField()
    question = ProseField(
        blank=True, help_text="What a stance answers: “Should NATO rule out new members?”"
    )
    summary = ProseField(blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    folded = FoldedField(sources=["name", "question"])
    sort_key = SortKeyField(sources=["name"])

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            nouns.slug_constraint("issue"),
            nouns.not_blank_constraint("issue", "name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="issue_not_its_own_parent"
            ),
        ]
        triggers = nouns.id_triggers("issue")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("issue_detail", args=[self.slug])

    def clean(self):
        if nouns.is_circular(self, "parent"):
            raise ValidationError({"parent": "An issue is not part of itself."})
