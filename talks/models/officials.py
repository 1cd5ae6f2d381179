"""Officials, and the appointments they held for parties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import MD5
from django.urls import reverse

from talks import dates

from . import duplicates, nouns
from .fields import (
    DerivingModel,
    DerivingQuerySet,
    EDTFField,
    FoldedField,
    NameField,
    ProseField,
    SortKeyField,
)
from .history import tracked
from .terms import term_in_words


class OfficialQuerySet(nouns.NounQuerySet):
    def public(self):
        """Officials who sat or spoke at a published meeting."""
        from .delegations import Delegate
        from .statement_links import StatementSpeaker
        from .statements import Statement

        own = OuterRef("pk")
        return self.filter(
            Exists(Delegate.objects.filter(official=own, delegation__meeting__is_draft=False))
            | Exists(Statement.objects.filter(speaker=own, meeting__is_draft=False))
            | Exists(
                StatementSpeaker.objects.filter(speaker=own, statement__meeting__is_draft=False)
            )
        )

    def sharing_a_name(self):
        """Probable duplicates: see `officials_sharing_a_name()`. Reads all names at once."""
        return self.filter(slug__in=duplicates.members(duplicates.officials_sharing_a_name()))

    def for_list_page(self):
        """What rows of a list show: posts, and `meeting_count`, of published meetings only."""
        from .delegations import Delegate

        seats = Delegate.objects.filter(
            official=OuterRef("pk"), delegation__meeting__is_draft=False
        )
        posts = Appointment.objects.select_related("party").order_by("order", "pk")
        return (
            self.defer("folded")
            .annotate(meeting_count=nouns.count_of(seats))
            .prefetch_related(models.Prefetch("appointments", posts))
        )


@tracked
class Official(nouns.Noun):
    """A person. Never matched by name alone: staff pick the right one."""

    name = NameField()
    sort_name = NameField(blank=True, help_text="As sorted: “Sherman, Wendy”.")
    native_name = NameField(blank=True, help_text="In the person's own script.")
    other_names = ArrayField(NameField(), blank=True, default=list)
    wikidata = models.CharField("Wikidata id", max_length=500, blank=True)
    folded = FoldedField(sources=["name", "sort_name", "native_name", "other_names"])
    sort_key = SortKeyField(sources=["sort_name", "name"])

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            nouns.slug_constraint("official"),
            nouns.not_blank_constraint("official", "name"),
        ]
        triggers = nouns.id_triggers("official")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("official_detail", args=[self.slug])

    def posts_on(self, first, last, party_id):
        """Appointments for a party that may have been held between two days."""
        return [post for post in self.all_posts_on(first, last) if post.party_id == party_id]

    def all_posts_on(self, first, last):
        """Appointments, for whichever party, that may have been held between two days.

        An appointment without any date says nothing about a day. Reads `appointments`: prefetch.
        """
        if not (first or last):
            return []
        return [
            appointment
            for appointment in self.appointments.all()
            if (appointment.starts or appointment.ends)
            and dates.may_cover(appointment, first or last, last or first)
        ]


class AppointmentQuerySet(DerivingQuerySet):
    def covering(self, first, last):
        """Dated posts that may have been held between two days, as `dates.may_cover` has it."""
        begun = Q(starts_earliest=None) | Q(starts_earliest__lte=last)
        not_over = Q(ends_latest=None) | Q(ends_latest__gte=first)
        return self.exclude(starts="", ends="").filter(begun, not_over)


@tracked
class Appointment(DerivingModel):
    """A post held by an official for a party. Two at once are normal."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="appointments")
    party = models.ForeignKey("Party", models.PROTECT, related_name="appointments")
    title = NameField()
    body = ProseField(blank=True, help_text="Ministry, department or office.")
    starts = EDTFField("from")
    ends = EDTFField("to")
    order = models.PositiveIntegerField(default=0)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["official_id", "order", "pk"]
        constraints = [
            nouns.not_blank_constraint("appointment", "title"),
            models.UniqueConstraint(
                "official",
                "party",
                MD5("title"),
                MD5("body"),
                "starts",
                name="appointment_once",
                violation_error_message="This appointment is already on record.",
            ),
            models.CheckConstraint(
                condition=~models.Q(ends_latest__lt=models.F("starts_earliest")),
                name="appointment_ends_after_start",
                violation_error_message="An appointment ends after it starts.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def term(self):
        return term_in_words(self.starts, self.ends)
