"""The record's pages as JSON and CSV: the same rows and filters, at the addresses of the pages.

A list as JSON says what was asked and how many rows answer, and holds their record-file objects.
"""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django_filters import FilterSet

from talks import filters as filtering
from talks.data_forms import data_filters
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
from talks.record.exporter import Objects, batches, meeting_object

from .addresses import with_public
from .as_of import shown_as_of
from .data_answers import csv_answer, document, json_answer, object_answer
from .parties import with_parties

# What a row below a meeting calls that meeting: a follow-up's own `meeting` is the later one.
ABOVE = {"statement": "meeting", "follow_up": "from_meeting"}
# A meeting brings all that was said at it; what belongs to one brings little.
WEIGHTS = {"meeting": 4, "statement": 0.2, "follow_up": 0.2}


@dataclass(frozen=True)
class DataList:
    """A list as data: `rows()` are those of its page, `name` is that of their kind of table."""

    noun: str
    name: str
    filters: type[FilterSet]
    rows: Callable

    def json(self, request):
        return data_filters(self.filters, self.rows)(self._json)(request)

    def csv(self, request):
        return data_filters(self.filters, self.rows)(self._csv)(request)

    def _json(self, request, filters):
        return json_answer(request, self.name.replace("_", "-"), partial(self.lines, filters))

    def _csv(self, request, filters):
        return csv_answer(request, self.name, in_order_of_meetings(filters.qs))

    def lines(self, filters):
        """A dozen queries for some hundred rows; of all the others only keys are in memory."""
        keys = array("q", filters.qs.values_list("pk", flat=True).iterator())
        understood = {name: values for name, values in filters.in_force.lists() if values}
        head = {"asked": understood, "count": len(keys)}
        return document(head, self.name, self.objects(keys))

    def objects(self, keys):
        published = set(Meeting.objects.published().order_by().values_list("pk", flat=True))
        for batch in batches(keys, lambda key: WEIGHTS.get(self.noun, 1)):
            objects = Objects(published).objects(self.noun, batch)
            yield from self.placed(batch, objects) if self.noun in ABOVE else objects

    def placed(self, keys, objects):
        """The objects of what belongs to a meeting, with its id."""
        rows = self.rows().model.objects.filter(pk__in=keys).order_by()
        meetings = dict(rows.values_list("pk", "meeting__slug"))
        for key, data in zip(keys, objects, strict=True):
            yield {ABOVE[self.noun]: meetings[key]} | data


def in_order_of_meetings(rows):
    """Promises as their meetings have them: an import would take another order for a change."""
    if rows.model is not FollowUp:
        return rows
    return rows.order_by("meeting__starts_earliest", "meeting__slug", "order", "pk")


MEETINGS = DataList(
    "meeting",
    "meetings",
    filtering.MeetingFilter,
    lambda: Meeting.objects.published().newest_first(),
)
STATEMENTS = DataList(
    "statement",
    "statements",
    filtering.StatementFilter,
    lambda: Statement.objects.published().newest_first(),
)
FOLLOW_UPS = DataList(
    "follow_up",
    "follow_ups",
    filtering.FollowUpFilter,
    lambda: FollowUp.objects.published().promises().by_due_date(),
)
OFFICIALS = DataList(
    "official", "officials", filtering.OfficialFilter, lambda: Official.objects.public()
)
PARTIES = DataList(
    "party", "parties", filtering.PartyFilter, lambda: Party.objects.public().by_kind()
)
ISSUES = DataList("issue", "issues", filtering.IssueFilter, lambda: Issue.objects.public())
PROCESSES = DataList(
    "process", "processes", filtering.ProcessFilter, lambda: Process.objects.public()
)
PLACES = DataList(
    "place", "places", filtering.PlaceFilter, lambda: Place.objects.public().by_country()
)


@with_public(meeting=Meeting.objects.published)
@shown_as_of(Meeting.objects.published)
def meeting_detail_json(request, meeting):
    return object_answer(meeting_object, meeting)


@with_public(meeting=lambda: Meeting.objects.published().without_prose())
@shown_as_of(lambda: Meeting.objects.published().without_prose())
def statement_detail_json(request, meeting, statement):
    said = meeting.statements.filter(slug=statement).only("pk").first()
    if said is None:
        raise Http404
    return object_answer(lambda said: next(STATEMENTS.objects([said.pk])), said)


@with_public(official=lambda: Official.objects.public())
def official_detail_json(request, official):
    return object_answer(noun_object, official)


@with_parties("party")
def party_detail_json(request, party):
    return object_answer(noun_object, party)


@with_public(issue=lambda: Issue.objects.public())
def issue_detail_json(request, issue):
    return object_answer(noun_object, issue)


@with_public(process=lambda: Process.objects.public())
def process_detail_json(request, process):
    return object_answer(noun_object, process)


@with_public(place=lambda: Place.objects.public())
def place_detail_json(request, place):
    return object_answer(noun_object, place)


@with_public(source=lambda: Source.objects.public())
def source_detail_json(request, source):
    return object_answer(noun_object, source)


def noun_object(row):
    return next(Objects().objects(row._meta.model_name, [row.pk]))
