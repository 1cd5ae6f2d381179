"""Sources, and the citations that tie each fact to a place in one."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import MD5
from django.urls import reverse

from . import nouns
from .choices import SourceKind
from .fields import HTTP_URL, EDTFField, FoldedField, NameField, ProseField, SortKeyField
from .history import tracked
from .link_checks import has_dead_link


class SourceQuerySet(nouns.NounQuerySet):
    def public(self):
        """Sources of published meetings, of what was said there, or of public officials' posts."""
        from .meeting_links import MeetingSource
        from .officials import Official

        own = OuterRef("pk")
        return self.filter(
            Exists(MeetingSource.objects.filter(source=own, meeting__is_draft=False))
            | Exists(MeetingCitation.objects.filter(source=own, meeting__is_draft=False))
            | Exists(
                StatementCitation.objects.filter(source=own, statement__meeting__is_draft=False)
            )
            | Exists(
                FollowUpCitation.objects.filter(source=own, follow_up__meeting__is_draft=False)
            )
            | Exists(
                AppointmentCitation.objects.filter(
                    source=own, appointment__official__in=Official.objects.public()
                )
            )
        )

    def with_dead_links(self):
        """Public ones whose address, or that of the archived copy, no longer answers."""
        return self.public().filter(has_dead_link())


@tracked
class Source(nouns.Noun):
    title = NameField()
    publisher = ProseField(blank=True)
    author = ProseField(blank=True)
    section = ProseField(blank=True)
    kind = models.CharField(max_length=20, choices=SourceKind, default=SourceKind.OTHER)
    language = models.CharField(max_length=500, blank=True)
    url = ProseField("URL", blank=True, validators=[HTTP_URL])
    published = EDTFField()
    accessed = EDTFField()
    archived_url = ProseField("archived URL", blank=True, validators=[HTTP_URL])
    folded = FoldedField(sources=["title", "publisher", "slug"])
    sort_key = SortKeyField(sources=["title"])

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            nouns.slug_constraint("source"),
            nouns.not_blank_constraint("source", "title"),
            nouns.choice_constraint("source", "kind", SourceKind.choices),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{field: ""})
                    | models.Q(**{f"{field}__iregex": "^https?://"}),
                    name=f"source_{field}_is_http",
                    violation_error_message="An address begins with http:// or https://.",
                )
                for field in ("url", "archived_url")
            ),
        ]
        triggers = nouns.id_triggers("source")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("source_detail", args=[self.slug])


class Citation(models.Model):
    """A source with a locator. `says` is what this source says of what it is `about`.

    `about` is the name of a field, or a delegate's official id.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="%(class)ss")
    locator = ProseField(blank=True, help_text="Page, paragraph, number: “paragraph 13”.")
    about = ProseField(blank=True)
    says = ProseField(blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)


def cited_once(of):
    """The same place in a source is cited once. Hashed: a locator may be longer than a key."""
    return models.UniqueConstraint(
        of,
        "source",
        MD5("locator"),
        MD5("about"),
        name=f"{of.replace('_', '')}_cited_once",
        violation_error_message="This place in the source is cited already.",
    )


@tracked
class MeetingCitation(Citation):
    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="citations")

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [cited_once("meeting")]


@tracked
class StatementCitation(Citation):
    statement = models.ForeignKey("Statement", models.CASCADE, related_name="citations")

    class Meta:
        ordering = ["statement_id", "order", "pk"]
        constraints = [cited_once("statement")]


@tracked
class AppointmentCitation(Citation):
    appointment = models.ForeignKey("Appointment", models.CASCADE, related_name="citations")

    class Meta:
        ordering = ["appointment_id", "order", "pk"]
        constraints = [cited_once("appointment")]


@tracked
class FollowUpCitation(Citation):
    follow_up = models.ForeignKey("FollowUp", models.CASCADE, related_name="citations")

    class Meta:
        ordering = ["follow_up_id", "order", "pk"]
        constraints = [cited_once("follow_up")]
