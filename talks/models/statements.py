"""Statements: what was said, by whom or for which party, on which issue, in whose words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, OrderBy, OuterRef, Q, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from talks import search

from . import nouns
from .choices import (
    Stance,
    StatementAct,
    StatementPartyRole,
    StatementSetting,
    StatementWording,
)
from .delegations import differing_posts
from .fields import (
    SLUG,
    DerivingModel,
    DerivingQuerySet,
    EDTFField,
    FoldedField,
    NameField,
    ProseField,
)
from .history import tracked
from .officials import Official
from .sources import StatementCitation


class StatementQuerySet(DerivingQuerySet):
    def published(self):
        """Statements of published meetings."""
        return self.filter(meeting__is_draft=False)

    def matching(self, words):
        return self.filter(search=search.query(words))

    def made_by_party(self, party):
        """Statements a party made alone or jointly."""
        jointly = StatementParty.objects.filter(party=party, role=StatementParty.Role.JOINTLY_WITH)
        alone = Statement.objects.filter(party=party).order_by()
        # As a union both indexes serve; as an OR the whole table is read.
        return self.filter(pk__in=alone.values("pk").union(jointly.order_by().values("statement")))

    def made_by(self, official):
        """Statements an official made alone or jointly."""
        jointly = StatementSpeaker.objects.filter(speaker=official)
        alone = Statement.objects.filter(speaker=official).order_by()
        return self.filter(pk__in=alone.values("pk").union(jointly.order_by().values("statement")))

    def newest_first(self):
        """By the meeting's day, then as said there."""
        return self.order_by(
            F("meeting__starts_earliest").desc(nulls_last=True), "meeting__slug", "order", "pk"
        )

    def on_issue(self, issue):
        return self.filter(pk__in=StatementIssue.objects.filter(issue=issue).values("statement"))

    def on_or_after(self, day):
        """Statements that may have been made on this day or later; undated, by their meeting."""
        from .meetings import Meeting

        return self.filter(
            Q(said_on_latest__gte=day)
            | (~Q(said_on="") & Q(said_on_latest=None))
            | Q(said_on="", meeting__in=Meeting.objects.on_or_after(day))
        )

    def on_or_before(self, day):
        from .meetings import Meeting

        return self.filter(
            Q(said_on_earliest__lte=day)
            | (~Q(said_on="") & Q(said_on_earliest=None))
            | Q(said_on="", meeting__in=Meeting.objects.on_or_before(day))
        )

    def oldest_first(self):
        return self.order_by(
            F("meeting__starts_earliest").asc(nulls_last=True), "meeting__slug", "order", "pk"
        )

    def sorted_whole(self):
        """In the same order, found first and sorted then: for the few rows that filters leave.

        PostgreSQL would else walk all meetings in order, in the hope to meet enough of them soon.
        """
        day, *rest = self.query.order_by
        whole = Coalesce(day.expression, day.expression)
        first = OrderBy(whole, descending=day.descending, nulls_last=True)
        return self.order_by(first, *rest)

    def for_meeting_page(self):
        """Everything a statement shows, in the order of its meeting: five queries."""
        speakers = StatementSpeaker.objects.select_related("speaker").order_by("order", "pk")
        together = models.Prefetch("speakers", speakers)
        return self.with_ties().order_by("order", "pk").prefetch_related(together)

    def for_list_page(self):
        """What rows of a list show: as on its meeting's page, the meeting, posts of the day.

        Keeps the order. Six queries: joint speakers, who are rare, come in the rows themselves.
        """
        joint = StatementSpeaker.objects.filter(statement=OuterRef("pk")).order_by("order", "pk")
        shown = JSONObject(id="speaker", slug="speaker__slug", name="speaker__name")
        long = ["summary", "outcome", "folded", "search"]
        return (
            self.with_ties()
            .select_related("meeting", "speaker", "party")
            .defer("folded", "search", *[f"meeting__{name}" for name in long])
            .annotate(joint_rows=ArraySubquery(joint.values(row=shown)))
            .prefetch_related("speaker__appointments", "party__other_names")
        )

    def with_ties(self):
        """With speaker, party, further parties, issues and citations."""
        cited = StatementCitation.objects.select_related("source").order_by("order", "pk")
        joined = StatementParty.objects.select_related("party").order_by("role", "order", "pk")
        issues = StatementIssue.objects.select_related("issue").order_by("order", "pk")
        return (
            self.defer("folded", "search")
            .select_related("speaker", "party")
            .prefetch_related(
                models.Prefetch("parties", joined),
                models.Prefetch("statement_issues", issues),
                models.Prefetch("citations", cited),
            )
        )


@tracked
class Statement(DerivingModel):
    """`slug` is its id within the meeting. Without a speaker it stands for a party, or a title."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="statements")
    slug = models.CharField("id", max_length=500, validators=[SLUG])
    order = models.PositiveIntegerField(default=0)

    party = models.ForeignKey(
        "Party", models.PROTECT, null=True, blank=True, related_name="statements"
    )
    speaker = models.ForeignKey(
        "Official", models.PROTECT, null=True, blank=True, related_name="statements"
    )
    speaker_title = NameField(blank=True, validators=[], help_text="As the source gives it.")
    said_on = EDTFField()
    setting = models.CharField(max_length=20, choices=StatementSetting, blank=True)
    act = models.CharField(max_length=20, choices=StatementAct, blank=True)
    wording = models.CharField(max_length=20, choices=StatementWording, blank=True)
    text = ProseField()
    original_language = models.CharField(max_length=500, blank=True)
    original_text = ProseField(blank=True)
    translator = ProseField(blank=True)

    folded = FoldedField(sources=["text"], sparse=True)
    search = nouns.search_field(
        Case(When(folded="", then="text"), default="folded", output_field=models.TextField())
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statement", "meeting", "slug", message="Another statement here has this id."
            ),
            nouns.slug_constraint("statement"),
            nouns.not_blank_constraint("statement", "text"),
            nouns.choice_constraint("statement", "setting", StatementSetting.choices, blank=True),
            nouns.choice_constraint("statement", "act", StatementAct.choices, blank=True),
            nouns.choice_constraint("statement", "wording", StatementWording.choices, blank=True),
            models.CheckConstraint(
                condition=Q(party__isnull=False)
                | Q(speaker__isnull=False)
                | Q(speaker_title__regex=r"\S"),
                name="statement_has_maker",
                violation_error_message="Name a speaker, a party, or a speaker's title.",
            ),
        ]
        indexes = [
            # The days ride along, so that a filter on them need not fetch the long rows.
            models.Index(
                fields=["meeting", "order", "id"],
                include=["said_on", "said_on_earliest", "said_on_latest"],
                name="statement_in_meeting",
            ),
            GinIndex("search", name="statement_search"),
        ]

    def __str__(self):
        return f"{self.meeting_id}/{self.slug}"

    def get_absolute_url(self):
        return reverse("statement_detail", args=[self.meeting.slug, self.slug])

    @property
    def first_day(self):
        return self.said_on_earliest or self.meeting.first_day

    def posts(self):
        """The speaker's appointments for the party on the day it was said."""
        if self.speaker is None:
            return []
        last = self.said_on_latest or self.meeting.last_day
        return self.speaker.posts_on(self.first_day, last, self.party_id)

    def post_on_the_day(self):
        return self.speaker_title or ", ".join(post.title for post in self.posts())

    def post_differs(self):
        return differing_posts(self.speaker_title, self.posts())

    def parties_as(self, role):
        """Parties tied to the statement in one role. Reads `parties`: prefetch."""
        return [row.party for row in self.parties.all() if row.role == role]

    @property
    def joint_speakers(self):
        """Officials who made it too. Reads `speakers`, unless `for_list_page()` brought them."""
        if hasattr(self, "joint_rows"):
            return [Official(**row) for row in self.joint_rows]
        return [row.speaker for row in self.speakers.all()]

    @property
    def jointly_with(self):
        return self.parties_as(StatementParty.Role.JOINTLY_WITH)

    @property
    def on_behalf_of(self):
        return self.parties_as(StatementParty.Role.ON_BEHALF_OF)

    @property
    def to(self):
        return self.parties_as(StatementParty.Role.TO)


@tracked
class StatementParty(models.Model):
    """A further party of a statement: it joined in, was spoken for, or was spoken to."""

    Role = StatementPartyRole

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="parties")
    party = models.ForeignKey("Party", models.PROTECT, related_name="statement_roles")
    role = models.CharField(max_length=20, choices=StatementPartyRole)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "role", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementparty",
                "statement",
                "role",
                "party",
                message="A party stands once in a role.",
            ),
            nouns.choice_constraint("statementparty", "role", StatementPartyRole.choices),
        ]
        verbose_name_plural = "statement parties"

    def __str__(self):
        return f"{self.get_role_display()} {self.party}"


@tracked
class StatementSpeaker(models.Model):
    """A further official who made a joint statement."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey("Official", models.PROTECT, related_name="joint_statements")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementspeaker", "statement", "speaker", message="A speaker stands once."
            )
        ]

    def __str__(self):
        return str(self.speaker)


@tracked
class StatementIssue(models.Model):
    """What a statement is about; the stance answers the issue's question. None is not neutral."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="statement_issues")
    issue = models.ForeignKey("Issue", models.PROTECT, related_name="statement_issues")
    stance = models.CharField(max_length=20, choices=Stance, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementissue", "statement", "issue", message="An issue stands once."
            ),
            nouns.choice_constraint("statementissue", "stance", Stance.choices, blank=True),
        ]

    def __str__(self):
        return f"{self.issue}: {self.stance}" if self.stance else str(self.issue)
