"""Follow-ups: what was promised next, and the typed links between meetings."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from . import added, nouns
from .choices import FollowUpKind, FollowUpState, MeetingStatus
from .fields import SLUG, DerivingModel, DerivingQuerySet, EDTFField, FoldedField, ProseField
from .history import tracked

SOON_DAYS = 14
LATEST_DUE = [
    F("due_latest").desc(nulls_last=True),
    F("meeting__starts_earliest").desc(nulls_last=True),
    "meeting__slug",
    "order",
    "pk",
]
# What of the meetings at both ends stays in the database.
LONG_OF_MEETINGS = [
    f"{end}__{field}"
    for end in ("meeting", "to_meeting")
    for field in ("summary", "outcome", "folded", "search")
]


class Standing(models.TextChoices):
    """Where a promise stands on a day: its state, and while that is pending, its due date."""

    DUE = "due", "still to come"
    LATE = "late", "past due, no outcome on record"
    UNDATED = "undated", "without a fixed date"
    MET = FollowUpState.MET.value, "met"
    DROPPED = FollowUpState.DROPPED.value, "dropped"
    OVERTAKEN = FollowUpState.OVERTAKEN.value, "overtaken by events"


class FollowUpQuerySet(DerivingQuerySet):
    def published(self):
        """Follow-ups of published meetings. Where one leads may still be a draft."""
        return self.filter(meeting__is_draft=False)

    def promises(self):
        """Follow-ups with a text or a promiser; `FollowUp.is_promise` says the same of one."""
        made = FollowUpPromiser.objects.filter(follow_up=OuterRef("pk"))
        return self.filter(~Q(text="") | Exists(made))

    def links(self):
        """Editors' links: neither text nor promiser."""
        made = FollowUpPromiser.objects.filter(follow_up=OuterRef("pk"))
        return self.filter(Q(text="") & ~Exists(made))

    def pending(self):
        return self.promises().filter(state=FollowUpState.PENDING)

    def late(self):
        """Pending promises whose last possible day has gone by; `is_late` says the same."""
        return self.pending().filter(due_latest__lt=timezone.localdate())

    def unproven(self):
        """Neither a held later meeting, nor an outcome, nor a citation; see `clean()`."""
        return self.exclude(to_meeting__status=MeetingStatus.HELD).filter(
            outcome="", citations=None
        )

    def by_due_date(self):
        return self.order_by(
            F("due_latest").asc(nulls_last=True), "meeting__starts_earliest", "order", "pk"
        )

    def still_due(self):
        """Pending promises whose last possible day is still to come; without a date, never."""
        return self.pending().filter(due_latest__gte=timezone.localdate())

    def due_soon(self):
        """Pending promises whose last possible day is today or one of the next fourteen."""
        last = timezone.localdate() + timedelta(days=SOON_DAYS)
        return self.still_due().filter(due_latest__lte=last)

    def due_within(self, first, last):
        """Promises that may fall due between two days; one without a last day never does."""
        begun = Q(due_earliest__lte=last) | Q(due_earliest=None)
        return self.promises().filter(begun, due_latest__gte=first)

    def with_last_day(self):
        """Those with a day by which they are due."""
        return self.exclude(due_latest=None)

    def for_calendar(self):
        """What an entry of a calendar shows; `first_slug` is that of its meeting. Three queries."""
        promisers = FollowUpPromiser.objects.select_related("party").order_by("order", "pk")
        promisers = promisers.prefetch_related("party__other_names")
        return (
            self.select_related("meeting", "to_meeting")
            .defer("folded", *LONG_OF_MEETINGS)
            .annotate(first_slug=added.first_public_slug("meeting"))
            .prefetch_related(models.Prefetch("promisers", promisers))
        )

    def latest_added(self):
        """Those that became public last before all others, with the moment as `added_at`."""
        return added.latest_added(self)

    def latest_due(self):
        """The other way round than `by_due_date()`."""
        return self.order_by(*LATEST_DUE)

    def with_standing(self):
        """`standing`, a `Standing`: where a promise stands today."""
        today = timezone.localdate()
        pending = [
            When(due_latest__gte=today, then=Value(Standing.DUE)),
            When(due_latest__lt=today, then=Value(Standing.LATE)),
        ]
        open_or_closed = Case(
            When(state=FollowUpState.PENDING, then=Case(*pending, default=Value(Standing.UNDATED))),
            default=F("state"),
            output_field=models.CharField(),
        )
        return self.annotate(standing=open_or_closed)

    def soonest_first(self):
        """What is still due, the soonest first; then the rest, the latest due first."""
        coming = Case(When(standing=Standing.DUE, then="due_latest"))
        return self.with_standing().order_by(coming.asc(nulls_last=True), *LATEST_DUE)

    def first_of_each_standing(self, most):
        """Up to `most` promises of each standing, in the order of `soonest_first()`."""
        rows = self.soonest_first()
        place = Window(RowNumber(), partition_by="standing", order_by=rows.query.order_by)
        return rows.annotate(place=place).filter(place__lte=most)

    def counts_by_standing(self):
        """Numbers of promises by standing; those without any are left out. One query."""
        counted = self.with_standing().order_by().values_list("standing")
        return dict(counted.annotate(n=models.Count("pk")))

    def for_list_page(self):
        """What rows of a list show, with the meetings at both ends: three queries."""
        from .sources import FollowUpCitation

        cited = FollowUpCitation.objects.select_related("source").order_by("order", "pk")
        promisers = FollowUpPromiser.objects.select_related("party").order_by("order", "pk")
        return (
            self.select_related("meeting", "to_meeting")
            .defer("folded", *LONG_OF_MEETINGS)
            .prefetch_related(
                models.Prefetch("promisers", promisers), models.Prefetch("citations", cited)
            )
        )


@tracked
class FollowUp(DerivingModel):
    """`kind` is what the later meeting (`to_meeting`) is to this one (`meeting`).

    With neither text nor promiser it is an editors' link, and has no state.
    """

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="follow_ups")
    slug = models.CharField("id", max_length=500, validators=[SLUG])
    order = models.PositiveIntegerField(default=0)

    kind = models.CharField(max_length=20, choices=FollowUpKind)
    text = ProseField(blank=True, help_text="What was promised.")
    promised_by = models.ManyToManyField(
        "Party", through="FollowUpPromiser", related_name="follow_ups"
    )
    due = EDTFField()
    to_meeting = models.ForeignKey(
        "Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="preceding",
        verbose_name="later meeting",
    )
    state = models.CharField(max_length=20, choices=FollowUpState, blank=True)
    outcome = ProseField(blank=True)
    closed_on = EDTFField()
    folded = FoldedField(sources=["text", "outcome"])

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "followup", "meeting", "slug", message="Another follow-up here has this id."
            ),
            nouns.slug_constraint("followup"),
            nouns.choice_constraint("followup", "kind", FollowUpKind.choices),
            nouns.choice_constraint("followup", "state", FollowUpState.choices, blank=True),
            models.CheckConstraint(
                condition=Q(to_meeting=None) | ~Q(to_meeting=F("meeting")),
                name="followup_leads_elsewhere",
                violation_error_message="A meeting does not follow itself.",
            ),
            models.CheckConstraint(
                condition=Q(text="") | ~Q(state=""),
                name="followup_promise_has_state",
                violation_error_message="A promise has a state.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_latest"], name="followup_due")]

    def __str__(self):
        return self.text or f"{self.get_kind_display()} of {self.meeting}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#f-{self.slug}"

    def clean(self):
        cited = self.pk is not None and self.citations.exists()
        if self.state == FollowUpState.MET and not (cited or self.has_proof):
            raise ValidationError({"state": NOT_MET})

    @property
    def has_proof(self):
        """Whether a held meeting or an outcome shows that it was met."""
        held = self.to_meeting is not None and self.to_meeting.status == MeetingStatus.HELD
        return held or bool(self.outcome)

    @property
    def is_promise(self):
        return bool(self.text or self.promisers.all())

    @property
    def is_late(self):
        return (
            self.is_promise
            and self.state == FollowUpState.PENDING
            and self.due_latest is not None
            and self.due_latest < timezone.localdate()
        )

    @property
    def public_to_meeting(self):
        """The later meeting, unless that is a draft. Reads `to_meeting`: select it."""
        return self.to_meeting if self.to_meeting and self.to_meeting.is_published else None


NOT_MET = "A follow-up is met by a held meeting, an outcome or a citation."


@tracked
class FollowUpPromiser(models.Model):
    """A party that promised a follow-up."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="promisers")
    party = models.ForeignKey("Party", models.PROTECT, related_name="promises")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["follow_up_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "followuppromiser", "follow_up", "party", message="A party promises once."
            )
        ]

    def __str__(self):
        return str(self.party)
