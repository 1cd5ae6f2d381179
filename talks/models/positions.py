"""Positions: what each party has said on one issue, in order of time, and where its stance changed.

Light rows, without texts: an issue may have ten thousand statements, a page shows a few of them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from .choices import Stance
from .parties import Party
from .statement_links import StatementIssue, StatementParty
from .statements import Statement

UNDATED = date.max


@dataclass(slots=True, eq=False)
class Position:
    """That a party made a statement on an issue, alone or jointly; `stance` may be none ("").

    `party` is None where only a speaker is named. `changed_from` is the party's last recorded
    position, where that had another stance: a statement without one neither changes nor resets it.
    Of ids only: `statement` and `meeting` are primary keys.
    """

    statement: int
    meeting: int
    meeting_order: tuple
    party: int | None
    stance: str
    day: date
    is_joint: bool = False
    changed_from: "Position | None" = None

    @property
    def stance_words(self):
        return Stance(self.stance).label if self.stance else ""


def positions_on(issue):
    """Every published position on an issue, oldest first, changes marked. Two queries."""
    beside = makers_beside(issue)
    positions = []
    for statement, party, stance, meeting, slug, day, starts in said_on(issue):
        order, joint = (starts or UNDATED, slug), beside.get(statement, ())
        # Nobody stands in the column of no party when a party joined in.
        makers = dict.fromkeys([party, *joint]) if party or not joint else joint
        positions += [
            Position(statement, meeting, order, maker, stance, day or UNDATED, maker in joint)
            for maker in makers
        ]
    return with_changes(positions)


def said_on(issue):
    """By the day it was said, else that of its meeting; then in the order of the record."""
    meeting = "statement__meeting"
    day = Coalesce(
        "statement__said_on_earliest",
        "statement__said_on_latest",
        f"{meeting}__starts_earliest",
        f"{meeting}__starts_latest",
    )
    return (
        StatementIssue.objects.filter(issue=issue, statement__meeting__is_draft=False)
        .annotate(day=day)
        .order_by(
            F("day").asc(nulls_last=True), f"{meeting}__slug", "statement__order", "statement"
        )
        .values_list(
            "statement",
            "statement__party",
            "stance",
            meeting,
            f"{meeting}__slug",
            "day",
            f"{meeting}__starts_earliest",
        )
    )


def makers_beside(issue):
    """The parties that joined in, by statement."""
    joined = StatementParty.objects.filter(
        role=StatementParty.Role.JOINTLY_WITH,
        statement__statement_issues__issue=issue,
        statement__meeting__is_draft=False,
    )
    makers = {}
    for statement, party in joined.order_by("order", "pk").values_list("statement", "party"):
        makers.setdefault(statement, []).append(party)
    return makers


def with_changes(positions):
    """Marks each position whose stance is another than its party's last recorded one."""
    last = {}
    for position in positions:
        if position.stance and position.party is not None:
            before = last.get(position.party)
            if before and before.stance != position.stance:
                position.changed_from = before
            last[position.party] = position
    return positions


def latest_recorded(positions):
    """The last position with a stance, by party."""
    return {row.party: row for row in positions if row.stance and row.party is not None}


def parties_heard(positions):
    """The parties with a position, those with most recorded stances first. One query.

    Each tells how many statements (`said`) and recorded stances (`stances`) it has.
    """
    said, stances = {}, {}
    for row in positions:
        said[row.party] = said.get(row.party, 0) + 1
        stances[row.party] = stances.get(row.party, 0) + bool(row.stance)
    parties = list(Party.objects.filter(pk__in=said.keys() - {None}).defer("folded"))
    for party in parties:
        party.said, party.stances = said[party.pk], stances[party.pk]
    return sorted(parties, key=lambda party: (-party.stances, -party.said, party.sort_key))


def for_links(statements):
    """Statements by primary key, with what a link to one shows: its day and its meeting."""
    return (
        Statement.objects.select_related("meeting")
        .only("slug", "said_on", *[f"meeting__{name}" for name in ("slug", "starts", "ends")])
        .in_bulk(statements)
    )
