"""Meetings: the thing itself, what may be published, and the queries its pages need."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from talks import dates, search

from . import accounts, chain, duplicates, fulfilments, nouns, publication
from .chain import NEWEST_FIRST, OLDEST_FIRST
from .choices import (
    DelegationRole,
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
from .meeting_links import MeetingAuspice, MeetingIssue, MeetingPlace, MeetingSource, linked

MAX_MINUTES = 1_000_000
ROW_PARTIES = 6
UNCHECKED_DAYS = 365
SOURCE_SHOWN = "id slug title publisher author kind url published accessed archived_url".split()
LATEST_ON_RECORD = [F("first_published_at").desc(nulls_last=True), *NEWEST_FIRST]
FACE_TO_FACE = [MeetingFormat.BILATERAL, MeetingFormat.TRILATERAL, MeetingFormat.CONSULTATION]
TOOK_PART = [role for role in DelegationRole.values if role != DelegationRole.OBSERVER]


class MeetingQuerySet(nouns.NounQuerySet):
    def published(self):
        """What the public may see; `Meeting.is_published` says the same of one row."""
        return self.filter(is_draft=False)

    def drafts(self):
        return self.filter(is_draft=True)

    def withdrawn(self):
        """Drafts that were public: their addresses answer with a reason."""
        return self.drafts().exclude(withdrawn_at=None)

    def matching(self, words):
        return self.filter(search=search.query(words))

    def that_may_not_be_published(self):
        """Meetings of which `publication_problems()` names one or more."""
        from .delegations import Delegation
        from .statements import Statement

        uncited = Statement.objects.filter(meeting=OuterRef("pk"), citations=None)
        backwards = Q(ends_latest__lt=F("starts_earliest"))
        seated = Exists(Delegation.objects.filter(meeting=OuterRef("pk")))
        return self.filter(Q(starts="") | backwards | ~seated | Exists(uncited))

    def on_or_after(self, day):
        """Meetings that may have gone on on this day or later. No date at all matches nothing."""
        last = Q(ends_latest__gte=day) | Q(ends="", starts_latest__gte=day)
        return self.exclude(starts="").filter(last | open_ended())

    def on_or_before(self, day):
        return self.exclude(starts="").filter(Q(starts_earliest__lte=day) | Q(starts_earliest=None))

    def upcoming(self):
        """Planned or tentative meetings that may still come, today included."""
        still_open = [MeetingStatus.PLANNED, MeetingStatus.TENTATIVE]
        return self.filter(status__in=still_open).on_or_after(timezone.localdate())

    def attended_by(self, party, roles=TOOK_PART):
        from .delegations import Delegation

        there = Delegation.objects.filter(meeting=OuterRef("pk"), party=party, role__in=roles)
        return self.filter(Exists(there))

    def between(self, one, other):
        """Meetings in which two parties both took part, in any format."""
        return self.attended_by(one).attended_by(other)

    def face_to_face(self):
        """Formats in which parties that both took part have met."""
        return self.filter(format__in=FACE_TO_FACE)

    def indirect(self):
        return self.filter(format=MeetingFormat.INDIRECT)

    def both_present(self):
        """Formats that put parties in one room without saying that they met."""
        return self.exclude(format__in=[*FACE_TO_FACE, MeetingFormat.INDIRECT])

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def oldest_first(self):
        return self.order_by(*OLDEST_FIRST)

    def held(self):
        return self.filter(status=MeetingStatus.HELD)

    def not_held(self):
        """Planned, tentative, postponed or cancelled."""
        return self.exclude(status=MeetingStatus.HELD)

    def seating(self, official):
        """Meetings at which an official sat as a delegate."""
        from .delegations import Delegate

        seats = Delegate.objects.filter(official=official, delegation__meeting=OuterRef("pk"))
        return self.filter(Exists(seats))

    def at(self, place):
        here = MeetingPlace.objects.filter(place=place, meeting=OuterRef("pk"))
        return self.filter(Exists(here))

    def in_country(self, code):
        there = MeetingPlace.objects.filter(place__country=code, meeting=OuterRef("pk"))
        return self.filter(Exists(there))

    def on_issue(self, issue):
        """Meetings on an issue, or at which a statement on it was made."""
        from .statements import StatementIssue

        named = MeetingIssue.objects.filter(issue=issue).values("meeting")
        spoken = StatementIssue.objects.filter(issue=issue).values("statement__meeting")
        return self.filter(pk__in=named.union(spoken))

    def on_this_day(self, day):
        """Held meetings that began on this day of an earlier year."""
        return self.held().filter(
            starts_earliest__day=day.day,
            starts_earliest__month=day.month,
            starts_earliest__lt=day,
            starts_latest=F("starts_earliest"),
        )

    def latest_on_record(self):
        """Most recently published first; what came together, by its own day."""
        return self.order_by(*LATEST_ON_RECORD)

    def without_prose(self):
        """Only what a link or a row shows: the long columns stay in the database."""
        return self.defer("summary", "outcome", "folded", "search")

    def with_counts(self):
        """`delegation_count` and `statement_count`."""
        from .delegations import Delegation
        from .statements import Statement

        return self.annotate(
            delegation_count=nouns.count_of(Delegation.objects.filter(meeting=OuterRef("pk"))),
            statement_count=nouns.count_of(Statement.objects.filter(meeting=OuterRef("pk"))),
        )

    def for_list_page(self):
        """What rows of a list show: places, the first parties, counts. Two more queries."""
        from .delegations import Delegation

        first = Delegation.objects.select_related("party").order_by("order", "pk")[:ROW_PARTIES]
        places = MeetingPlace.objects.select_related("place").order_by("order", "pk")
        return (
            self.without_prose()
            .with_counts()
            .prefetch_related(
                models.Prefetch("delegations", first, to_attr="first_delegations"),
                models.Prefetch("meeting_places", places),
            )
        )

    def for_detail_page(self):
        """With its process, what it is part of, its citations, and the short lists of its head.

        The lists come as arrays in the meeting's own row (`place_rows`, `auspice_rows`,
        `issue_rows`, `source_rows`: field values, in order), so that all costs two queries.
        """
        from .sources import MeetingCitation

        cited = MeetingCitation.objects.select_related("source").order_by("order", "pk")
        return (
            self.defer("folded", "search")
            .select_related("process", "part_of")
            .annotate(
                place_rows=linked(MeetingPlace, "place", "slug", "city", "country"),
                auspice_rows=linked(MeetingAuspice, "party", "slug", "name"),
                issue_rows=linked(MeetingIssue, "issue", "slug", "name", "question"),
                source_rows=linked(MeetingSource, "source", *SOURCE_SHOWN),
            )
            .prefetch_related(models.Prefetch("citations", cited))
        )

    def with_one_account(self):
        """Held meetings of several sides of which just one is heard: see `accounts`."""
        return self.held().filter(pk__in=accounts.meetings_with_one())

    def at_once(self):
        """Probable duplicates: the same parties on the same day. Reads all meetings at once."""
        return self.filter(slug__in=duplicates.members(duplicates.meetings_at_once()))

    def that_may_have_met(self, follow_up):
        """A few held meetings of the same parties about the day a follow-up was due: a list."""
        return fulfilments.likely_meetings(self, follow_up)

    def long_unchecked(self):
        """Published meetings never checked against their sources, or more than a year ago."""
        limit = timezone.localdate() - timedelta(days=UNCHECKED_DAYS)
        return self.published().filter(Q(last_checked="") | Q(last_checked_latest__lt=limit))

    def around(self, meeting):
        """Published meetings around one in the chain of talks. One query."""
        return chain.around(self.published(), meeting)


def open_ended():
    """No last day: an open end, or an open start without an end."""
    return Q(ends="", starts_latest=None) | (~Q(ends="") & Q(ends_latest=None))


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
