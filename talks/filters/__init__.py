"""What a reader may ask of each list, read from its query string.

Every value is an id, a choice or a date; what cannot be understood is left out with a note. The
kinds of filters are in kinds.py, the queries in models/.
"""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import cached_property
from django_filters import FilterSet

from talks.filters.kinds import (
    CountryFilter,
    DayFilter,
    NounFilter,
    OneOfFilter,
    OrderFilter,
    WordsFilter,
    YearFilter,
    YesNoFilter,
)
from talks.filters.words import NO_OUTCOME
from talks.models import Appointment, Delegate, Issue, Official, Party, Place, Process
from talks.models.choices import (
    DelegationRole,
    FollowUpState,
    MeetingFormat,
    MeetingLevel,
    MeetingStatus,
    PartyKind,
    StatementAct,
    StatementSetting,
    StatementWording,
)

from . import words

OLDEST_OR_NEWEST = {
    "-starts": ("newest first", "newest_first"),
    "starts": ("oldest first", "oldest_first"),
}


@dataclass(frozen=True)
class Active:
    """One filter in force, in words, and the query string without it."""

    label: str
    words: str
    query: str


@dataclass(frozen=True)
class Note:
    """Why a value was left out; `choices` are pairs of what it may mean and a query string."""

    text: str
    choices: list = field(default_factory=list)


class RecordFilter(FilterSet):
    """A FilterSet that says in words what it does, and what it could not do."""

    in_words = None  # What of words.py says it in a sentence.

    @property
    def cleaned(self):
        """The values that were understood, by name."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def active(self):
        return [
            Active(self.filters[name].label, words, self.query_without(name, raw))
            for name, value in self.cleaned.items()
            for raw, words in self.filters[name].described(value)
        ]

    @property
    def notes(self):
        broken = [Note(text) for errors in self.form.errors.values() for text in errors]
        unknown = [
            Note(miss.text, [(row, self.query_without(name, miss.raw, row)) for row in miss.rows])
            for name, value in self.cleaned.items()
            for miss in getattr(value, "misses", [])
        ]
        return broken + unknown

    @cached_property
    def sentence(self):
        """What is shown, in one sentence: a `words.Sentence`."""
        return type(self).in_words(self.cleaned)

    @cached_property
    def in_force(self):
        """The query as a QueryDict of what was understood, filters in their own order."""
        asked = QueryDict(mutable=True)
        for name, value in self.cleaned.items():
            asked.setlist(name, self.filters[name].in_address(value))
        return asked

    @property
    def canonical_query(self):
        """The query string of what is in force: one for one list."""
        return self.in_force.urlencode()

    @property
    def tidy_query(self):
        """The query string with ids for names and without empty values; the rest as it is."""
        query = self.data.copy()
        for name, raws in self.data.lists():
            kept = [raw for raw in raws if raw.strip()]
            if name in self.cleaned:
                value = self.cleaned[name]
                kept = self.filters[name].in_address(value)
                kept += [miss.raw for miss in getattr(value, "misses", [])]
            query.setlist(name, kept)
        return query.urlencode()

    @property
    def is_tidy(self):
        return self.tidy_query == self.data.urlencode()

    def rows_without(self, name):
        """The rows as all filters but one would have them."""
        rows = self.queryset.all()
        for other, value in self.cleaned.items():
            rows = rows if other == name else self.filters[other].filter(rows, value)
        return rows

    def query_with(self, name, value):
        """The query string with one value of a filter set, from the first page on."""
        query = self.data.copy()
        query[name] = value
        query.pop("page", None)
        return query.urlencode()

    def query_without(self, name, raw=None, instead=None):
        """The query string without a filter (or one of its values), from the first page on."""
        query = self.data.copy()
        kept = [v for v in query.getlist(name) if raw is not None and v.strip() != raw]
        query.setlist(name, kept + ([instead.slug] if instead else []))
        query.pop("page", None)
        return query.urlencode()


def seating_party(meetings, party):
    return meetings.attended_by(party, DelegationRole.values)


class MeetingFilter(RecordFilter):
    q = WordsFilter(lambda rows, words: rows.matching(words), label="Words")
    party = NounFilter(Party, seating_party)
    official = NounFilter(Official, lambda rows, official: rows.seating(official))
    issue = NounFilter(Issue, lambda rows, issue: rows.on_issue(issue))
    process = NounFilter(Process, lambda rows, process: rows.filter(process=process))
    place = NounFilter(Place, lambda rows, place: rows.at(place))
    country = CountryFilter(lambda rows, code: rows.in_country(code), label="Country")
    format = OneOfFilter(MeetingFormat.choices, field_name="format")
    level = OneOfFilter(MeetingLevel.choices, field_name="level")
    status = OneOfFilter(MeetingStatus.choices, field_name="status")
    year = YearFilter(lambda rows, year: rows.filter(starts_earliest__year=year), label="Year")
    after = DayFilter("earliest", lambda rows, day: rows.on_or_after(day), label="From")
    before = DayFilter("latest", lambda rows, day: rows.on_or_before(day), label="Until")
    has_outcome = YesNoFilter(
        lambda rows, has: rows.exclude(outcome="") if has else rows.filter(outcome=""),
        yes="on record",
        no="not on record",
        label="Outcome",
    )
    ordering = OrderFilter(OLDEST_OR_NEWEST | {"-added": ("latest on record", "latest_on_record")})
    in_words = words.meetings

    @property
    def pair(self):
        """The two parties, in the order of their ids, when two are asked for; else nothing."""
        asked = self.cleaned["party"].rows
        return sorted(asked, key=lambda party: party.slug) if len(asked) == 2 else []


class StatementFilter(RecordFilter):
    q = WordsFilter(lambda rows, words: rows.matching(words), label="Words")
    party = NounFilter(Party, lambda rows, party: rows.made_by_party(party))
    official = NounFilter(Official, lambda rows, official: rows.made_by(official), label="Speaker")
    issue = NounFilter(Issue, lambda rows, issue: rows.on_issue(issue))
    act = OneOfFilter(StatementAct.choices, field_name="act", label="Kind")
    wording = OneOfFilter(StatementWording.choices, field_name="wording")
    setting = OneOfFilter(StatementSetting.choices, field_name="setting")
    year = YearFilter(lambda rows, year: rows.in_year(year), label="Year")
    after = DayFilter("earliest", lambda rows, day: rows.on_or_after(day), label="From")
    before = DayFilter("latest", lambda rows, day: rows.on_or_before(day), label="Until")
    ordering = OrderFilter(OLDEST_OR_NEWEST)
    in_words = words.statements


def in_state(follow_ups, state):
    return follow_ups.late() if state == NO_OUTCOME else follow_ups.filter(state=state)


class FollowUpFilter(RecordFilter):
    state = OneOfFilter(
        [(NO_OUTCOME, "past due, no outcome on record"), *FollowUpState.choices],
        narrow=in_state,
        label="State",
    )
    party = NounFilter(Party, lambda rows, party: rows.filter(promisers__party=party))
    in_words = words.follow_ups


def in_service_of(officials, party):
    """Officials who held a post for a party, or sat for it at a published meeting."""
    posts = Appointment.objects.filter(party=party).order_by()
    seats = Delegate.objects.filter(
        delegation__party=party, delegation__meeting__is_draft=False, official__isnull=False
    ).order_by()
    return officials.filter(pk__in=posts.values("official").union(seats.values("official")))


class OfficialFilter(RecordFilter):
    q = WordsFilter(lambda rows, words: rows.naming(words), label="Name")
    party = NounFilter(Party, in_service_of)
    in_words = words.officials


class PartyFilter(RecordFilter):
    q = WordsFilter(lambda rows, words: rows.naming(words), label="Name")
    kind = OneOfFilter(PartyKind.choices, field_name="kind")
    in_words = words.of_kind


class NameFilter(RecordFilter):
    q = WordsFilter(lambda rows, words: rows.naming(words), label="Name")


class IssueFilter(NameFilter):
    in_words = words.issues


class ProcessFilter(NameFilter):
    in_words = words.processes


class PlaceFilter(NameFilter):
    country = CountryFilter(lambda rows, code: rows.filter(country=code), label="Country")
    in_words = words.places
