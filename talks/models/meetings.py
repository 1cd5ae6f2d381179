"""Meetings: the thing itself, and what may be published."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talks import dates

from . import nouns, publication
from .chain import NEWEST_FIRST, OLDEST_FIRST
from .choices import (
    MeetingFormat,
    MeetingLevel,
    MeetingMode,
    MeetingStatus,
)
from .fields import (
    EDTFField,
    FoldedField,
    NameField,
    ProseField,
    validate_edtf,
    validate_timezone,
)
from .history import tracked
from .meeting_queries import LATEST_ON_RECORD, MeetingQuerySet

MAX_MINUTES = 1_000_000


@tracked
class Meeting(nouns.Noun):
    """`starts` and `ends` are EDTF dates; `time` is local to `timezone`, for a start on one day."""

    title = NameField()
    status = models.CharField(max_length=20, choices=MeetingStatus)
    format = models.CharField(max_length=20, choices=MeetingFormat, blank=True)
    level = models.CharField(max_length=20, choices=MeetingLevel, blank=True)
    mode = models.CharField(max_length=20, choices=MeetingMode, blank=True)
    starts = EDTFField()
    ends = EDTFField()
    time = models.TimeField(null=True, blank=True, help_text="Local time of the start, HH:MM.")
    timezone = models.CharField(
        "time zone", max_length=64, blank=True, validators=[validate_timezone]
    )
    old_dates = ArrayField(
        models.CharField(max_length=30, validators=[validate_edtf]),
        blank=True,
        default=list,
        help_text="Dates the meeting was moved from.",
    )
    last_checked = EDTFField()
    duration_minutes = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MINUTES)],
    )
    duration_note = ProseField(blank=True, help_text="As the source has it: “nearly eight hours”.")
    venue = ProseField(blank=True)
    summary = ProseField(blank=True)
    outcome = ProseField(blank=True)

    places = models.ManyToManyField("Place", through="MeetingPlace", related_name="meetings")
    auspices = models.ManyToManyField(
        "Party", through="MeetingAuspice", related_name="meetings_under_auspices"
    )
    issues = models.ManyToManyField("Issue", through="MeetingIssue", related_name="meetings")
    process = models.ForeignKey(
        "Process", models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    is_draft = models.BooleanField("draft", default=True)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = ProseField("withdrawn, publicly because", blank=True, editable=False)
    folded = FoldedField(sources=["title", "summary", "outcome", "venue"])
    search = nouns.search_field("folded")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = NEWEST_FIRST
        permissions = [("publish_meeting", "Can publish meetings")]
        constraints = [
            nouns.slug_constraint("meeting"),
            publication.WITHDRAWN,
            nouns.not_blank_constraint("meeting", "title"),
            nouns.choice_constraint("meeting", "status", MeetingStatus.choices),
            nouns.choice_constraint("meeting", "format", MeetingFormat.choices, blank=True),
            nouns.choice_constraint("meeting", "level", MeetingLevel.choices, blank=True),
            nouns.choice_constraint("meeting", "mode", MeetingMode.choices, blank=True),
            models.CheckConstraint(
                condition=Q(is_draft=True) | ~Q(starts=""),
                name="meeting_published_has_date",
                violation_error_message="A published meeting has a date.",
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True)
                | Q(ends_latest=None)
                | Q(starts_earliest=None)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="meeting_published_ends_after_start",
                violation_error_message="A published meeting does not end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(time=None)
                | (
                    ~Q(timezone="")
                    & Q(starts_earliest__isnull=False, starts_latest=F("starts_earliest"))
                ),
                name="meeting_time_has_day_and_zone",
                violation_error_message="A time needs a start on one day, and a time zone.",
            ),
            models.CheckConstraint(
                condition=Q(duration_minutes=None) | Q(duration_minutes__range=(1, MAX_MINUTES)),
                name="meeting_duration_in_range",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("pk")), name="meeting_not_part_of_itself"
            ),
        ]
        indexes = [
            models.Index(*NEWEST_FIRST, condition=Q(is_draft=False), name="meeting_newest_first"),
            models.Index(*OLDEST_FIRST, condition=Q(is_draft=False), name="meeting_oldest_first"),
            models.Index(
                *LATEST_ON_RECORD, condition=Q(is_draft=False), name="meeting_latest_on_record"
            ),
            # What counts by year and by format ask, without a look at the long rows.
            models.Index(
                fields=["id"],
                include=["starts_earliest", "status", "format", "process"],
                condition=Q(is_draft=False),
                name="meeting_in_short",
            ),
            GinIndex("search", name="meeting_search"),
        ]
        triggers = [*nouns.id_triggers("meeting"), nouns.FIRST_PUBLISHED]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meeting_detail", args=[self.slug])

    def clean(self):
        if nouns.is_circular(self, "part_of"):
            raise ValidationError({"part_of": "A meeting is not part of itself."})

    def publication_problems(self):
        """Reasons why this saved meeting may not be published, as the record stands."""
        return publication.publication_problems(self)

    def publish(self):
        """Make this public. Whether that may be is for the caller to ask, with the row locked."""
        publication.publish(self)

    def withdraw(self, because):
        """Make this a draft again; the public is told why."""
        publication.withdraw(self, because)

    @property
    def is_published(self):
        return not self.is_draft

    @property
    def when(self):
        """The date or dates in words."""
        return dates.span_in_words(self.starts, self.ends) or "no date on record"

    @property
    def first_day(self):
        return self.starts_earliest or self.starts_latest

    @property
    def last_day(self):
        return (self.ends_latest if self.ends else self.starts_latest) or self.first_day

    @property
    def public_part_of(self):
        """What it is part of, unless that is a draft. Reads `part_of`: select it."""
        return self.part_of if self.part_of and self.part_of.is_published else None
