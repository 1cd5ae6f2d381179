"""Delegations: a party at one meeting, and the delegates who sat there for it."""

from itertools import combinations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q

from talks import dates

from . import nouns, posts
from .choices import DelegateRole, DelegationRole
from .fields import DerivingModel, DerivingQuerySet, EDTFField, NameField, ProseField
from .history import tracked

TWO_HEADS = "A delegation has two heads only on different days."


@tracked
class Delegation(models.Model):
    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="delegations")
    party = models.ForeignKey("Party", models.PROTECT, related_name="delegations")
    role = models.CharField(
        max_length=20, choices=DelegationRole, default=DelegationRole.PARTICIPANT
    )
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "delegation", "meeting", "party", message="A party sits once at a meeting."
            ),
            nouns.choice_constraint("delegation", "role", DelegationRole.choices),
        ]
        indexes = [models.Index(fields=["party", "meeting"], name="delegation_party_meeting")]

    def __str__(self):
        return f"{self.party} at {self.meeting}"

    @property
    def took_part(self):
        return self.role != DelegationRole.OBSERVER


class DelegateQuerySet(DerivingQuerySet):
    def seated_as_speaker(self):
        """Titled delegates who are the speaker of the outer query's statement, for its party."""
        return (
            self.exclude(title="")
            .filter(
                official=OuterRef("speaker"),
                delegation__meeting=OuterRef("meeting"),
                delegation__party=OuterRef("party"),
            )
            .order_by("order", "pk")
        )

    def without_post(self):
        """Officials of whom neither a title nor a post on the day is on record."""
        return posts.delegates_without(self)


@tracked
class Delegate(DerivingModel):
    """A person in a delegation; without `official` an unnamed one, known by `title` alone."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="delegates")
    official = models.ForeignKey(
        "Official", models.PROTECT, null=True, blank=True, related_name="delegates"
    )
    title = NameField(blank=True, help_text="As given in the source.", validators=[])
    role = models.CharField(max_length=20, choices=DelegateRole, default=DelegateRole.MEMBER)
    starts = EDTFField("from")
    ends = EDTFField("to")
    on_behalf_of = models.ForeignKey(
        "Party", models.PROTECT, null=True, blank=True, related_name="delegates_on_behalf"
    )
    note = ProseField(blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["delegation_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "official"],
                name="delegate_once",
                violation_error_message="An official sits once in a delegation.",
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(role=DelegateRole.HEAD, starts="", ends=""),
                name="delegate_one_undated_head",
                violation_error_message=TWO_HEADS,
            ),
            models.CheckConstraint(
                condition=Q(official__isnull=False) | Q(title__regex=r"\S"),
                name="delegate_has_official_or_title",
                violation_error_message="Name an official, or give a title.",
            ),
            models.CheckConstraint(
                condition=Q(ends_latest=None)
                | Q(starts_earliest=None)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="delegate_ends_after_start",
                violation_error_message="A delegate leaves after arriving.",
            ),
            nouns.choice_constraint("delegate", "role", DelegateRole.choices),
        ]

    def __str__(self):
        return self.official.name if self.official else self.title

    def clean(self):
        if self.role != DelegateRole.HEAD or self.delegation_id is None:
            return
        others = self.delegation.delegates.filter(role=DelegateRole.HEAD).exclude(pk=self.pk)
        if any(heads_clash(self, other) for other in others):
            raise ValidationError({"role": TWO_HEADS})

    def posts(self):
        """Appointments for the delegation's party that may have been held on these days."""
        if self.official is None:
            return []
        meeting = self.delegation.meeting
        first = dates.parse(self.starts).earliest if self.starts else meeting.first_day
        last = dates.parse(self.ends).latest if self.ends else meeting.last_day
        return self.official.posts_on(first, last, self.delegation.party_id)

    def post_on_the_day(self):
        """The title as given, else the posts held that day, as one line ("" when unknown)."""
        return post_shown(self.title, self.posts())

    def post_differs(self):
        """The posts on record, when the title given is none of them; else an empty list."""
        return differing_posts(self.title, self.posts())


def post_shown(title, posts):
    """The title as given, else the posts held that day, as one line ("" when unknown)."""
    return title or ", ".join(post.title for post in posts)


def differing_posts(title, posts):
    """The posts on record, when the title given is none of them; else an empty list."""
    from talks.folding import fold

    if not title or not posts or title in {post.title for post in posts}:
        return []
    return [] if fold(title) in {fold(post.title) for post in posts} else posts


def heads_clash(one, other):
    """Whether two heads of one delegation may have led it on the same day.

    A head without a last day leads until the next head's first day.
    """
    first, second = sorted((days_led(one), days_led(other)), key=lambda days: days[0])
    if first == UNDATED or first[0] == second[0]:
        return True
    return first[1] is not None and first[1] >= second[0]


def days_led(delegate):
    starts = dates.parse(delegate.starts) if delegate.starts else None
    ends = dates.parse(delegate.ends) if delegate.ends else None
    first = starts.earliest if starts else None
    last = ends.latest if ends else None
    return (first.toordinal() if first else 0, last.toordinal() if last else None)


def clashing_heads(delegates):
    """The first two heads among delegates who clash, or None."""
    heads = [d for d in delegates if d.role == DelegateRole.HEAD]
    return next((pair for pair in combinations(heads, 2) if heads_clash(*pair)), None)


UNDATED = (0, None)
