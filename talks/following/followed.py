"""What a reader follows: a filter of a list, or a search, by its query string and in words."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from talks.excerpts import sought
from talks.filters import FollowUpFilter, MeetingFilter, RecordFilter, StatementFilter
from talks.filters.kinds import WordsFilter
from talks.filters.words import Sentence, holding
from talks.models import FollowUp, Meeting, Statement
from talks.models.arrivals import Noun
from talks.models.subscriptions import What
from talks.search import parse


@dataclass(frozen=True)
class Watched:
    """Rows of one noun that a filter watches; `one` and `many` are what readers call them."""

    noun: Noun
    filters_of: type
    rows: object
    one: str
    many: str


STATEMENTS = Watched(
    Noun.STATEMENT,
    StatementFilter,
    lambda: Statement.objects.published().newest_first(),
    "statement",
    "statements",
)
MEETINGS = Watched(
    Noun.MEETING,
    MeetingFilter,
    lambda: Meeting.objects.published().newest_first(),
    "meeting",
    "meetings",
)
FOLLOW_UPS = Watched(
    Noun.FOLLOW_UP,
    FollowUpFilter,
    lambda: FollowUp.objects.published().promises().by_due_date(),
    "follow-up",
    "follow-ups",
)


def found(asked):
    return Sentence("statements and meetings", [holding(asked.get("q"))])


class SearchFilter(RecordFilter):
    """The words of a search alone, which its sentence says of both kinds of results."""

    q = WordsFilter(lambda rows, words: rows.matching(words), label="Words")
    in_words = found


@dataclass(frozen=True)
class Kind:
    """What can be followed: its list, how that is asked, and the rows of it that are watched."""

    view: str
    filters_of: type
    watched: tuple


KINDS = {
    What.STATEMENTS: Kind("statement_list", StatementFilter, (STATEMENTS,)),
    What.MEETINGS: Kind("meeting_list", MeetingFilter, (MEETINGS,)),
    What.FOLLOW_UPS: Kind("follow_up_list", FollowUpFilter, (FOLLOW_UPS,)),
    What.SEARCH: Kind("search", SearchFilter, (STATEMENTS, MEETINGS)),
}
# How a list is sorted, and from where on it is shown, is nothing to follow.
NOT_FOLLOWED = ("ordering", "page", "kind")


class Followed:
    """`what` is one of `KINDS`, `query` a query string as a page has it."""

    def __init__(self, what, query):
        self.what, self.kind = What(what), KINDS[what]
        self.asked = QueryDict(query, mutable=True)
        for name in NOT_FOLLOWED:
            self.asked.pop(name, None)

    @cached_property
    def filters(self):
        """As the list reads them; of a search, of its first rows."""
        return self.filters_over(self.kind.filters_of, self.kind.watched[0])

    def filters_over(self, filters_of, watched):
        return filters_of(self.asked, watched.rows())

    def rows(self, watched):
        """The public rows of one noun that it follows."""
        return self.filters_over(watched.filters_of, watched).qs

    @property
    def query(self):
        """The query string to keep: one for one list, whoever follows it."""
        return self.filters.canonical_query

    @property
    def sentence(self):
        return self.filters.sentence

    @property
    def plain_sentence(self):
        """In the record's own words alone: what anyone may have us send to anybody."""
        asked = self.filters.cleaned
        said = str(type(self.filters).in_words({**asked, "q": ""}))
        return f"{said}, that hold certain words" if asked.get("q") else said

    @cached_property
    def is_understood(self):
        """Whether every value still means something: a list would else grow by a lost filter."""
        return not self.filters.notes and not (self.what == What.SEARCH and self.sought.is_empty)

    @cached_property
    def sought(self):
        """The words to mark in what was found. One query, where there are any."""
        return sought(parse(self.filters.cleaned.get("q") or ""))

    @property
    def address(self):
        """The list itself, without the site's."""
        return with_query(reverse(self.kind.view), self.query)

    @property
    def follow_address(self):
        return with_query(reverse("follow"), with_what(self.what, self.query))

    @property
    def others(self):
        """Other kinds of rows that the same filters understand, followed instead."""
        kinds = [What.STATEMENTS, What.MEETINGS, What.FOLLOW_UPS]
        names = {name for name, values in self.filters.in_force.lists() if values}
        return [
            Followed(what, self.query)
            for what in kinds
            if self.what not in (what, What.SEARCH)
            and names
            and names <= KINDS[what].filters_of.base_filters.keys()
        ]


def with_what(what, query):
    return f"what={What(what).value}" + (f"&{query}" if query else "")


def with_query(path, query):
    return f"{path}?{query}" if query else path
