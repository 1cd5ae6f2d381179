"""The kinds of things that the API lists: their rows, their order, their filters, their models."""

from collections.abc import Callable
from dataclasses import dataclass

from talks import filters
from talks.models import (
    FollowUp,
    Issue,
    Meeting,
    Official,
    Party,
    Place,
    Process,
    Source,
    Statement,
)
from talks.record import schema

from .models import FollowUpInList, MeetingInList, StatementInList


@dataclass(frozen=True)
class Kind:
    """`noun` is the exporter's word for it; `item` the model of one in a list, `full` of one."""

    name: str
    noun: str
    rows: Callable
    filters: type
    item: type
    full: type
    says: str

    @property
    def address(self):
        """Where it stands below /api/v1/."""
        return self.name.replace("_", "-")


def by_id(model):
    return lambda: model.objects.public().order_by("slug")


KINDS = {
    kind.name: kind
    for kind in [
        Kind(
            "meetings",
            "meeting",
            lambda: Meeting.objects.published().newest_first(),
            filters.MeetingFilter,
            MeetingInList,
            schema.Meeting,
            "Meetings without their statements, the newest first. Everything else is as in the "
            "record file: delegations with delegates, follow-ups, sources, nouns in full.",
        ),
        Kind(
            "statements",
            "statement",
            lambda: Statement.objects.published().newest_first(),
            filters.StatementFilter,
            StatementInList,
            StatementInList,
            "Statements across all meetings, those of the newest meeting first, as said there.",
        ),
        Kind(
            "follow_ups",
            "follow_up",
            lambda: FollowUp.objects.published().promises().by_due_date(),
            filters.FollowUpFilter,
            FollowUpInList,
            FollowUpInList,
            "What was promised, by the day it is due; without a date last. Links that editors "
            "made between meetings are no promises: they stand with their meetings alone.",
        ),
        Kind(
            "officials",
            "official",
            by_id(Official),
            filters.OfficialFilter,
            schema.Official,
            schema.Official,
            "Officials with their appointments, by id.",
        ),
        Kind(
            "parties",
            "party",
            by_id(Party),
            filters.PartyFilter,
            schema.Party,
            schema.Party,
            "States, organisations, blocs and others that sat or spoke, by id.",
        ),
        Kind(
            "issues",
            "issue",
            by_id(Issue),
            filters.IssueFilter,
            schema.Issue,
            schema.Issue,
            "Matters under negotiation, by id. A stance answers the issue's question.",
        ),
        Kind(
            "processes",
            "process",
            by_id(Process),
            filters.ProcessFilter,
            schema.Process,
            schema.Process,
            "Series of meetings, by id.",
        ),
        Kind(
            "places",
            "place",
            by_id(Place),
            filters.PlaceFilter,
            schema.Place,
            schema.Place,
            "Places of meetings, by id.",
        ),
        Kind(
            "sources",
            "source",
            by_id(Source),
            filters.NameFilter,
            schema.Source,
            schema.Source,
            "Sources that the record rests on, by id.",
        ),
    ]
}
