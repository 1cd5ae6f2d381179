"""Feeds: what is new on record, under a list's filters or about one noun, and what was changed.

New is what became public last, whatever its day; what was edited stays in its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from talks.atom.files import Heading, feed_file
from talks.citing import SITE
from talks.data_forms import PLAIN, complaints_of
from talks.filters import FollowUpFilter, MeetingFilter, StatementFilter
from talks.filters.fields import quoted
from talks.kept_counts import kept
from talks.models import FollowUp, Issue, Meeting, Official, Party, Place, Process, Statement
from talks.models.choices import DelegationRole

from .addresses import with_public
from .feed_entries import follow_up_entries, meeting_entries, statement_entries

ENTRIES_ON_A_PAGE = 50
PAGES = 20
MOST = ENTRIES_ON_A_PAGE * PAGES


@dataclass(frozen=True)
class Kind:
    """`newest` makes pairs of a key and a moment of some rows, `entries` the entries by key."""

    name: str
    filters_of: type
    rows: Callable
    newest: Callable
    entries: Callable


MEETINGS = Kind(
    "meetings",
    MeetingFilter,
    lambda: Meeting.objects.published(),
    lambda rows: rows.latest_on_record().values_list("pk", "first_published_at"),
    meeting_entries,
)
STATEMENTS = Kind(
    "statements",
    StatementFilter,
    lambda: Statement.objects.published(),
    lambda rows: rows.latest_added().values_list("pk", "added_at"),
    statement_entries,
)
FOLLOW_UPS = Kind(
    "follow-ups",
    FollowUpFilter,
    lambda: FollowUp.objects.published().promises(),
    lambda rows: rows.latest_added().values_list("pk", "added_at"),
    follow_up_entries,
)


class Refused(Exception):
    """What was asked cannot be answered; the complaints say why."""

    def __init__(self, *complaints, status=400):
        super().__init__()
        self.complaints, self.status = complaints, status


def in_words(view):
    """Decorator: the view may be `Refused`, and says so in plain words."""

    @wraps(view)
    def answered(request, **ids):
        try:
            return view(request, **ids)
        except Refused as refused:
            text = "\n".join([*refused.complaints, ""])
            return HttpResponse(text, PLAIN, status=refused.status)

    return answered


def page_asked(request):
    """The number of the part that is asked for, and the rest of the query."""
    asked = request.GET.copy()
    raw = asked.pop("page", ["1"])[-1]
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= PAGES):
        raise Refused(f"{quoted(raw)} is no page of a feed: these are 1 to {PAGES}.")
    return int(raw), asked


def feed_of_list(kind, page):
    """A view: the rows of a list under its filters, those that became public last first."""

    @in_words
    def answered(request):
        number, asked = page_asked(request)
        filters = filtered(kind, kind.rows(), asked)
        query = filters.canonical_query
        address = f"{reverse(page)}{f'?{query}' if query else ''}"
        found = newest(kind, filters.qs, (page, query))
        return feed_of(request, number, str(filters.sentence), address, [(kind, found)])

    return answered


meeting_list_atom = feed_of_list(MEETINGS, "meeting_list")
statement_list_atom = feed_of_list(STATEMENTS, "statement_list")
follow_up_list_atom = feed_of_list(FOLLOW_UPS, "follow_up_list")


def filtered(kind, rows, asked):
    filters = kind.filters_of(asked, rows)
    if complaints := complaints_of(filters, asked):
        raise Refused(*complaints)
    return filters


def feed_of_noun(name, model, rows_about):
    """A view: what is new about one noun, of each kind that `rows_about` has rows of.

    Further filters are those that all of these kinds know.
    """

    @in_words
    @with_public(**{name: lambda: model.objects.public()})
    def answered(request, **found):
        number, asked = page_asked(request)
        noun = found[name]
        narrowed = {kind: filtered(kind, rows, asked) for kind, rows in rows_about(noun).items()}
        about = [
            (kind, newest(kind, filters.qs, (name, noun.pk, filters.canonical_query)))
            for kind, filters in narrowed.items()
        ]
        filters = next(iter(narrowed.values()))
        said = "; ".join(f"{one.label}: {one.words}" for one in filters.active)
        title, query = f"{noun} ({said})" if said else str(noun), filters.canonical_query
        address = f"{noun.get_absolute_url()}{f'?{query}' if query else ''}"
        return feed_of(request, number, title, address, about)

    return answered


official_detail_atom = feed_of_noun(
    "official",
    Official,
    lambda official: {
        MEETINGS: MEETINGS.rows().seating(official),
        STATEMENTS: STATEMENTS.rows().made_by(official),
    },
)
party_detail_atom = feed_of_noun(
    "party",
    Party,
    lambda party: {
        MEETINGS: MEETINGS.rows().attended_by(party, DelegationRole.values),
        STATEMENTS: STATEMENTS.rows().made_by_party(party),
        FOLLOW_UPS: FOLLOW_UPS.rows().filter(promisers__party=party),
    },
)
issue_detail_atom = feed_of_noun(
    "issue",
    Issue,
    lambda issue: {
        MEETINGS: MEETINGS.rows().on_issue(issue),
        STATEMENTS: STATEMENTS.rows().on_issue(issue),
    },
)
process_detail_atom = feed_of_noun(
    "process",
    Process,
    lambda process: {
        MEETINGS: MEETINGS.rows().filter(process=process),
        STATEMENTS: STATEMENTS.rows().filter(meeting__process=process),
        FOLLOW_UPS: FOLLOW_UPS.rows().filter(meeting__process=process),
    },
)
place_detail_atom = feed_of_noun(
    "place", Place, lambda place: {MEETINGS: MEETINGS.rows().at(place)}
)


def newest(kind, rows, key):
    """Pairs of a key and a moment, kept until the record changes or the day does."""
    day = timezone.localdate()
    return kept(("feed", kind.name, *key, day), lambda: list(kind.newest(rows)[:MOST]))


def feed_of(request, number, title, page, found):
    """`found` are pairs of a kind and its newest; what came together stands in their order."""
    rows = [(moment, kind, pk) for kind, pairs in found for pk, moment in pairs]
    rows = sorted(rows, key=lambda row: row[0], reverse=True)[:MOST]
    shown = portion(rows, number)
    entries = {}
    for kind in {kind: True for _, kind, _ in shown}:
        added = {pk: moment for moment, other, pk in shown if other is kind}
        entries |= {(kind, pk): entry for pk, entry in kind.entries(request, added).items()}
    # What was withdrawn this moment is not there any more.
    in_order = [entries[kind, pk] for _, kind, pk in shown if (kind, pk) in entries]
    heading = heading_of(request, number, len(rows), title, page)
    return sent(heading, in_order)


def portion(rows, number):
    first = (number - 1) * ENTRIES_ON_A_PAGE
    if number > 1 and first >= len(rows):
        raise Refused(f"This feed has no page {number}.", status=404)
    return rows[first : first + ENTRIES_ON_A_PAGE]


def heading_of(request, number, count, title, page, subtitle="What is new on record, newest first"):
    parts = {"first": 1, "previous": number - 1, "next": number + 1}
    if number == 1:
        parts = {"next": 2}
    if number * ENTRIES_ON_A_PAGE >= count:
        parts.pop("next")
    return Heading(
        f"{title} – {SITE}",
        subtitle,
        request.build_absolute_uri(page),
        address_of(request, number),
        request.build_absolute_uri("/"),
        {relation: address_of(request, part) for relation, part in parts.items()},
    )


def address_of(request, number):
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    query = query.urlencode()
    return request.build_absolute_uri(f"{request.path}{f'?{query}' if query else ''}")


def sent(heading, entries):
    return HttpResponse(feed_file(heading, entries), "application/atom+xml; charset=utf-8")
