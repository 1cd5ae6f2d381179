"""Statements: what was said, by whom or for which party, on which issue, in whose words."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse

from talks import sentences

from . import nouns
from .choices import StatementAct, StatementPartyRole, StatementSetting, StatementWording
from .delegations import differing_posts
from .fields import (
    SLUG,
    DerivingModel,
    EDTFField,
    FoldedField,
    NameField,
    ProseField,
)
from .history import tracked
from .officials import Official
from .statement_queries import StatementQuerySet


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
