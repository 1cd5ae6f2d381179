"""What a party or an official has said on each issue: the latest stance on record, and how often.

A statement speaks for everyone who made it, alone or jointly. No stance recorded is not neutral.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Prefetch, Value, When, Window
from django.db.models.functions import Coalesce, Left

from .choices import Stance
from .issues import Issue
from .sources import StatementCitation
from .statement_links import StatementIssue, StatementParty, StatementSpeaker
from .statements import Statement

EXCERPT = 500
LONG = [
    *[f"statement__{name}" for name in ("text", "original_text", "folded", "search")],
    *[f"statement__meeting__{name}" for name in ("summary", "outcome", "folded", "search")],
]
DAY = Coalesce(
    "statement__said_on_earliest",
    "statement__said_on_latest",
    "statement__meeting__starts_earliest",
    "statement__meeting__starts_latest",
)
# Within a day: the other way round than positions.said_on().
LAST_SAID = ["-statement__meeting__slug", "-statement__order", "-statement_id"]
BOTH = {
    Stance.SUPPORTS: "Both support it",
    Stance.OPPOSES: "Both oppose it",
    Stance.CONDITIONAL: "Both set conditions",
    Stance.NEUTRAL: "Both are neutral",
}


@dataclass(frozen=True)
class Comparison:
    """What two parties have on record on one issue; None where one never spoke of it."""

    issue: Issue
    one: StatementIssue | None
    other: StatementIssue | None

    @property
    def words(self):
        """How the two stances stand to each other; "" unless both are on record."""
        stances = [row.stance if row else "" for row in (self.one, self.other)]
        if not all(stances):
            return ""
        return BOTH[stances[0]] if stances[0] == stances[1] else "They differ"

    @property
    def they_differ(self):
        return self.words == "They differ"


def made_by_party(party):
    """Ids of the published statements a party made alone or jointly; count them in one query."""
    jointly = StatementParty.objects.filter(
        party=party,
        role=StatementParty.Role.JOINTLY_WITH,
        statement__meeting__is_draft=False,
    )
    return ids_of(Statement.objects.published().filter(party=party), jointly)


def made_by_official(official):
    """Ids of the published statements an official made alone or jointly."""
    jointly = StatementSpeaker.objects.filter(speaker=official, statement__meeting__is_draft=False)
    return ids_of(Statement.objects.published().filter(speaker=official), jointly)


def ids_of(alone, jointly):
    # As a union both indexes serve; as an OR the whole table is read.
    return alone.order_by().values("pk").union(jointly.order_by().values("statement"))


def latest_by_issue(made, most):
    """What a maker's statements (`made`: their ids) say on each issue, newest first.

    Returns at most so many `StatementIssue` rows, and how many issues there are beyond them. A row
    is the latest with a stance, or the latest of all where no stance is on record; `times` is how
    many of the statements are on the issue, `excerpt` how the text begins. Three queries.
    """
    chosen = sorted(speaking_for(made), key=newest, reverse=True)
    rows = in_full(chosen[:most])
    return [rows[row["pk"]] for row in chosen[:most]], len(chosen[most:])


def compared(one, other, most):
    """The latest stances of two parties on each issue on which one of them has a stance.

    Those on which both have one come first, then the newest. Returns at most so many rows of
    `Comparison`, and how many issues there are beyond them. Three queries.
    """
    parties = [made_by_party(one), made_by_party(other)]
    found = [speaking_for(made, maker) for maker, made in enumerate(parties)]
    issues = {}
    for row in found[0].union(found[1], all=True):
        issues.setdefault(row["issue"], {})[row["maker"]] = row
    pairs = [pair for pair in issues.values() if any(row["stance"] for row in pair.values())]
    pairs.sort(key=most_telling, reverse=True)
    rows = in_full([row for pair in pairs[:most] for row in pair.values()])
    shown = [
        [rows.get(pair[n]["pk"]) if n in pair else None for n in (0, 1)] for pair in pairs[:most]
    ]
    return [Comparison((a or b).issue, a, b) for a, b in shown], len(pairs[most:])


def newest(row):
    return row["day"], row["pk"]


def most_telling(pair):
    stances = [row["stance"] for row in pair.values()]
    return sum(map(bool, stances)), max(map(newest, pair.values()))


def speaking_for(made, maker=0):
    """For each issue the row that speaks for a maker: its pk, issue, stance, day and times."""
    has_stance = Case(When(stance="", then=Value(0)), default=Value(1))
    latest = [has_stance.desc(), F("day").desc(nulls_last=True), *LAST_SAID]
    return (
        StatementIssue.objects.filter(statement__in=made)
        .annotate(day=DAY, times=Window(Count("pk"), partition_by="issue"), maker=Value(maker))
        .order_by("issue", *latest)
        .distinct("issue")
        .values("pk", "issue", "stance", "day", "times", "maker")
    )


def in_full(chosen):
    """The rows chosen, by pk, each with its statement, meeting and citations. Two queries."""
    cited = StatementCitation.objects.select_related("source").order_by("order", "pk")
    rows = (
        StatementIssue.objects.filter(pk__in=[row["pk"] for row in chosen])
        .select_related("issue", "statement__meeting", "statement__speaker")
        .defer("issue__folded", *LONG)
        .annotate(excerpt=Left("statement__text", EXCERPT))
        .prefetch_related(Prefetch("statement__citations", cited))
        .in_bulk()
    )
    for row in chosen:
        rows[row["pk"]].times = row["times"]
    return rows
