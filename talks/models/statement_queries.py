"""Which statements, in which order and with what: the queries that pages, lists and files need."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    Min,
    OrderBy,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, ExtractYear, JSONObject, Least, Length

from talks import search

from . import added, posts
from .delegations import Delegate
from .fields import (
    DerivingQuerySet,
)
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
        alone = self.model.objects.filter(party=party).order_by()
        # As a union both indexes serve; as an OR the whole table is read.
        return self.filter(pk__in=alone.values("pk").union(jointly.order_by().values("statement")))

    def made_by(self, official):
        """Statements an official made alone or jointly."""
        jointly = StatementSpeaker.objects.filter(speaker=official)
        alone = self.model.objects.filter(speaker=official).order_by()
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

    def latest_added(self):
        """Those that became public last before all others, with the moment as `added_at`."""
        return added.latest_added(self)

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
