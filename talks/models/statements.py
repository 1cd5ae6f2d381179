"""Statements: what was said, by whom or for which party, on which issue, in whose words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    Min,
    OrderBy,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear, JSONObject, Least, Length
from django.urls import reverse

from talks import search, sentences

from . import nouns, posts
from .choices import StatementAct, StatementPartyRole, StatementSetting, StatementWording
from .delegations import Delegate, differing_posts
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
from .statement_links import StatementIssue, StatementParty, StatementSpeaker

# The year a statement is counted in: its own first day's; where it has none its meeting's, or an
# earlier one by whose end it was made.
NO_FIRST_DAY = Least("meeting__starts_earliest", "said_on_latest")
FIRST_YEAR = ExtractYear(Coalesce("said_on_earliest", NO_FIRST_DAY))


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

    def in_year(self, year):
        """Statements that count in a year: see `FIRST_YEAR`."""
        return self.alias(otherwise=NO_FIRST_DAY).filter(
            Q(said_on_earliest__year=year) | Q(said_on_earliest=None, otherwise__year=year)
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

    def latest_entered(self, number):
        """The last few of one meeting, the last one first."""
        return list(self.order_by("-order", "-pk").defer("folded", "search")[:number])

    def for_meeting_page(self):
        """Everything a statement shows, in the order of its meeting: four queries.

        But for `seat_title`, which the meeting's own delegates tell.
        """
        return self.with_ties().order_by("order", "pk")

    def for_list_page(self):
        """What rows of a list show: as on its meeting's page, the meeting, posts of the day.

        Keeps the order. Six queries.
        """
        long = ["summary", "outcome", "folded", "search"]
        return (
            self.with_ties()
            .annotate(seat_title=Subquery(Delegate.objects.seated_as_speaker().values("title")[:1]))
            .select_related("meeting", "speaker", "party")
            .defer("folded", "search", *[f"meeting__{name}" for name in long])
            .prefetch_related("speaker__appointments", "party__other_names")
        )

    def with_ties(self):
        """With speakers, parties, issues and citations."""
        cited = StatementCitation.objects.select_related("source").order_by("order", "pk")
        joined = StatementParty.objects.select_related("party").order_by("role", "order", "pk")
        issues = StatementIssue.objects.select_related("issue").order_by("order", "pk")
        joint = StatementSpeaker.objects.filter(statement=OuterRef("pk")).order_by("order", "pk")
        shown = JSONObject(id="speaker", slug="speaker__slug", name="speaker__name")
        return (
            self.defer("folded", "search")
            .select_related("speaker", "party")
            .annotate(joint_rows=ArraySubquery(joint.values(row=shown)))
            .prefetch_related(
                models.Prefetch("parties", joined),
                models.Prefetch("statement_issues", issues),
                models.Prefetch("citations", cited),
            )
        )

    def uncited(self):
        """Without a citation, which keeps their meeting from being published."""
        return self.filter(~Exists(StatementCitation.objects.filter(statement=OuterRef("pk"))))

    def without_post(self):
        """With a speaker of whom neither a title nor a post on the day is on record."""
        return posts.statements_without(self)

    def heard(self):
        """For each party of one meeting's statements, and for none: `party_id`, the `number` it
        made (a joint one counts for the first party), the lowest `order` among them, and the
        `letters` of all of them. Named tuples; one query.
        """
        return (
            self.order_by()
            .values("party_id")
            .annotate(number=Count("pk"), first=Min("order"), letters=Sum(Length("text")))
            .values_list("party_id", "number", "first", "letters", named=True)
        )

    def average_length(self):
        """The mean number of characters of the texts; 0 without any."""
        return self.aggregate(length=Avg(Length("text")))["length"] or 0


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
            # Who spoke where, and for whom, of all statements: no need to read the long rows.
            models.Index(
                fields=["speaker", "meeting", "party"],
                include=["id", "speaker_title", "said_on_earliest", "said_on_latest"],
                name="statement_by_speaker",
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
        """The title as given, else the posts held that day, else the title at the meeting.

        The last one is `seat_title`, where it was loaded: see `for_list_page()`.
        """
        posts = ", ".join(post.title for post in self.posts())
        return self.speaker_title or posts or getattr(self, "seat_title", None) or ""

    def post_differs(self):
        return differing_posts(self.speaker_title, self.posts())

    @property
    def is_quoted(self):
        """Whether the text is the speaker's own words, in the original or in translation."""
        return self.wording in (StatementWording.VERBATIM, StatementWording.TRANSLATED)

    @property
    def has_own_marks(self):
        return self.text.startswith(("“", '"', "«", "„", "‘"))

    @property
    def how(self):
        """In words: "rejected, in a verbatim quotation, at a press conference"."""
        return sentences.how_said(self.act, self.wording, self.setting, self.original_language)

    @property
    def day(self):
        """The day it was made as a sentence has it: "on 10 January 2022"; "" where not known."""
        return sentences.on_a_day(self.said_on)

    def parties_by_role(self):
        """Parties tied to the statement, as a list for each role. Reads `parties`: prefetch."""
        tied = {role: [] for role in StatementPartyRole.values}
        for row in self.parties.all():
            tied[row.role].append(row.party)
        return tied

    @property
    def joint_speakers(self):
        """Officials who made it too. Reads `speakers`, unless `with_ties()` brought them."""
        if hasattr(self, "joint_rows"):
            return [Official(**row) for row in self.joint_rows]
        return [row.speaker for row in self.speakers.all()]

    @property
    def jointly_with(self):
        return self.parties_by_role()[StatementPartyRole.JOINTLY_WITH]

    @property
    def on_behalf_of(self):
        return self.parties_by_role()[StatementPartyRole.ON_BEHALF_OF]

    @property
    def to(self):
        return self.parties_by_role()[StatementPartyRole.TO]
