"""How many rows a list would keep with one more filter: counts by party, issue, year and so on.

    facets = facets_of(request.GET, filters.qs, STATEMENT_FACETS)

gives `facets.total` (an int, at most `cap`), `facets.is_capped` and `facets.total_in_words` ("12",
"more than 10,000"), `facets.shown` (the facets that can narrow the list or are chosen, for
`components/_facets.html`), and `facets.counts("year")` (all counts of one dimension that came
back, for a chart). One query, whatever the number of dimensions. The rows are found once, in
their own order, and at most `cap` of them: of a longer list the first `cap` are counted, and
`_facets.html` says so.

The rows must be published ones: then each noun they name is public too, and may be shown. Each
dimension is a filter of the same name in `talks.filters`, `year` one that asks for
`rows.in_year(year)` or the year of `starts_earliest`: a count is what the list holds once its link
is followed.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import ExtractYear
from django_countries import countries

from talks.facets.counting import SHOWN_VALUES, Dimension, Tie, count_by
from talks.models import (
    Delegation,
    Issue,
    MeetingIssue,
    MeetingPlace,
    Official,
    Party,
    Place,
    Process,
    StatementIssue,
    StatementParty,
    StatementSpeaker,
)
from talks.models.choices import (
    MeetingFormat,
    MeetingLevel,
    MeetingStatus,
    StatementAct,
    StatementSetting,
    StatementWording,
)
from talks.models.statement_queries import FIRST_YEAR

CAP = 10_000
MAX_YEARS = 1000


@dataclass(frozen=True)
class FacetValue:
    """`query` is the query string that sets the filter, or takes it off when `is_chosen`."""

    value: str
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """The values of a dimension, most frequent first, and how many more values there are."""

    name: str
    label: str
    values: list
    more: int = 0

    def shortened(self):
        beyond = len(self.values[SHOWN_VALUES:])
        return replace(self, values=self.values[:SHOWN_VALUES], more=self.more + beyond)


@dataclass
class Facets:
    total: int = 0
    cap: int = CAP
    is_capped: bool = False
    all: list = field(default_factory=list)
    best: list = field(default_factory=list)

    @property
    def total_in_words(self):
        return f"more than {self.cap:,}" if self.is_capped else f"{self.total:,}"

    @property
    def shown(self):
        return [facet.shortened() for facet in self.all if self.narrows(facet)]

    def narrows(self, facet):
        return any(v.is_chosen or v.count < self.total for v in facet.values)

    def counts(self, name):
        """Counts by value (a string) in one dimension, no more than its `top`."""
        return {v.value: v.count for facet in self.all if facet.name == name for v in facet.values}


def facets_of(query, rows, dimensions, cap=CAP, rank=None):
    """Counts of `rows` along each dimension; `query` is the QueryDict that the links change.

    With `rank`, an expression, `best` has the ids of the rows that it puts first.
    """
    # PostgreSQL has no text with a null character in it: nothing has such a value.
    chosen = {
        d.name: {value.strip() for value in query.getlist(d.name) if "\0" not in value}
        for d in dimensions
    }
    total, best, counted = count_by(rows, dimensions, chosen, cap, rank)
    facets = Facets(min(total, cap), cap, total > cap, best=best)
    for dimension in dimensions:
        found = counted.get(dimension.name, [])
        values = [
            FacetValue(
                value, label, count, with_value(query, dimension, value, is_chosen), is_chosen
            )
            for value, label, count, _ in found
            for is_chosen in [value in chosen[dimension.name]]
        ]
        if values:
            more = found[0][-1] - len(found)
            facets.all.append(Facet(dimension.name, dimension.label, values, more))
    return facets


def with_value(query, dimension, value, is_chosen):
    """The query string from the first page on, with one value of a dimension set or taken off."""
    pairs = [(name, v) for name, values in query.lists() for v in values if name != "page"]
    kept = [(n, v) for n, v in pairs if n != dimension.name or (v.strip() and v.strip() != value)]
    if is_chosen:
        return urlencode(kept)
    if not dimension.noun:
        kept = [pair for pair in kept if pair[0] != dimension.name]
    return urlencode([*kept, (dimension.name, value)])


def place_in_words(city, country):
    return str(Place(city=city, country=country))


# A maker who is named twice counts once.
JOINT_PARTIES = StatementParty.objects.filter(role=StatementParty.Role.JOINTLY_WITH).exclude(
    statement__party=F("party")
)
JOINT_SPEAKERS = StatementSpeaker.objects.exclude(statement__speaker=F("speaker"))
STATEMENT_FACETS = (
    Dimension(
        "party",
        "Party",
        own="party_id",
        ties=(Tie(JOINT_PARTIES, "statement", "party"),),
        noun=Party,
    ),
    Dimension(
        "official",
        "Speaker",
        own="speaker_id",
        ties=(Tie(JOINT_SPEAKERS, "statement", "speaker"),),
        noun=Official,
    ),
    Dimension(
        "issue",
        "Issue",
        ties=(Tie(StatementIssue.objects.all(), "statement", "issue"),),
        noun=Issue,
    ),
    Dimension("act", "Kind", own="act", words=dict(StatementAct.choices).get),
    Dimension("wording", "Wording", own="wording", words=dict(StatementWording.choices).get),
    Dimension("setting", "Setting", own="setting", words=dict(StatementSetting.choices).get),
    Dimension("year", "Year", own=FIRST_YEAR, top=MAX_YEARS),
)

MEETING_FACETS = (
    Dimension(
        "party",
        "Party",
        ties=(Tie(Delegation.objects.all(), "meeting", "party"),),
        noun=Party,
    ),
    Dimension(
        "issue",
        "Issue",
        ties=(
            Tie(MeetingIssue.objects.all(), "meeting", "issue"),
            Tie(StatementIssue.objects.all(), "statement__meeting", "issue"),
        ),
        noun=Issue,
        may_repeat=True,
    ),
    Dimension(
        "place",
        "Place",
        ties=(Tie(MeetingPlace.objects.all(), "meeting", "place"),),
        noun=Place,
        columns=("city", "country"),
        words=place_in_words,
    ),
    Dimension(
        "country",
        "Country",
        ties=(Tie(MeetingPlace.objects.distinct(), "meeting", "place__country"),),
        words=countries.name,
    ),
    Dimension("process", "Process", own="process_id", noun=Process),
    Dimension("year", "Year", own=ExtractYear("starts_earliest"), top=MAX_YEARS),
    Dimension("format", "Format", own="format", words=dict(MeetingFormat.choices).get),
    Dimension("level", "Level", own="level", words=dict(MeetingLevel.choices).get),
    Dimension("status", "Status", own="status", words=dict(MeetingStatus.choices).get),
)
