"""What a feed says of each row: of meetings, statements, promises, and of saves.

Their names are made of keys, not ids: these stay when a row is renamed, or moved by a merge.
"""

from django.db.models.functions import Left
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.urls import reverse

from talks import citing
from talks.atom.entries import Entry, tag
from talks.calendars import meetings, promises
from talks.history.revised import (
    revisions_of_follow_ups,
    revisions_of_meetings,
    revisions_of_statements,
)
from talks.models import FollowUp, Meeting, Statement
from talks.sentences import counted

from .accounts import maker_in_words

SUMMARY = 2_000
ITEMS_IN_A_TITLE = 2


def host_of(request):
    return split_domain_port(request.get_host())[0]


def meeting_entries(request, added):
    """Entries by key; `added` tells for each key the moment it became public. Twelve queries."""
    rows = Meeting.objects.published().filter(pk__in=added).for_calendar()
    rows = list(rows.annotate(short_summary=Left("summary", SUMMARY)))
    revisions = revisions_of_meetings(rows)
    return {row.pk: meeting_entry(request, row, added[row.pk], revisions[row.pk]) for row in rows}


def meeting_entry(request, meeting, added, revision):
    facts = {
        "meeting": meeting,
        "where": meetings.where_of(meeting),
        "facts": meetings.facts_of(meeting),
    }
    return Entry(
        tag(host_of(request), added, f"meetings/{meeting.pk}"),
        meetings.summary_of(meeting),
        request.build_absolute_uri(meeting.get_absolute_url()),
        added,
        max(added, revision.last),
        render_to_string("feeds/meeting.html", facts),
        categories=tuple(meetings.categories_of(meeting)),
    )


def statement_entries(request, added):
    """Nine queries."""
    rows = list(Statement.objects.published().filter(pk__in=added).for_list_page())
    revisions = revisions_of_statements(rows)
    return {row.pk: statement_entry(request, row, added[row.pk], revisions[row.pk]) for row in rows}


def statement_entry(request, statement, added, revision):
    joined = [*statement.joint_speakers, *statement.jointly_with]
    maker = maker_in_words(statement, statement.post_on_the_day(), joined)
    return Entry(
        tag(host_of(request), added, f"statements/{statement.pk}"),
        f"{maker}: {citing.words_of(statement)}",
        request.build_absolute_uri(statement.get_absolute_url()),
        added,
        max(added, revision.last),
        render_to_string("feeds/statement.html", {"statement": statement}),
        # Words in a paraphrase are not the speaker's.
        author=maker if statement.is_quoted else "",
        categories=tuple(row.issue.name for row in statement.statement_issues.all()),
    )


def follow_up_entries(request, added):
    """Five queries."""
    rows = list(FollowUp.objects.published().promises().filter(pk__in=added).for_calendar())
    revisions = revisions_of_follow_ups(rows)
    return {row.pk: follow_up_entry(request, row, added[row.pk], revisions[row.pk]) for row in rows}


def follow_up_entry(request, follow_up, added, revision):
    facts = {"follow_up": follow_up, "facts": promises.facts_of(follow_up)}
    return Entry(
        tag(host_of(request), added, f"follow-ups/{follow_up.pk}"),
        promises.summary_of(follow_up),
        request.build_absolute_uri(follow_up.get_absolute_url()),
        added,
        max(added, revision.last),
        render_to_string("feeds/follow_up.html", facts),
        categories=tuple(promises.promisers_of(follow_up)),
    )


def save_entry(request, meeting, save):
    """What one save changed on a meeting's page."""
    name = f"meetings/{meeting.pk}/changes/{save.moment:%Y%m%dT%H%M%S.%f}"
    return Entry(
        tag(host_of(request), save.moment, name),
        f"{meeting}: {changed_in_words(save)}",
        request.build_absolute_uri(reverse("meeting_changes", args=[meeting.slug])),
        save.moment,
        save.moment,
        render_to_string("feeds/save.html", {"meeting": meeting, "save": save}),
    )


def publication_entry(request, meeting):
    moment = meeting.first_published_at
    address = reverse("meeting_changes", args=[meeting.slug])
    return Entry(
        tag(host_of(request), moment, f"meetings/{meeting.pk}/changes/first"),
        f"{meeting}: first published",
        request.build_absolute_uri(address),
        moment,
        moment,
        render_to_string("feeds/published.html", {"meeting": meeting}),
    )


def changed_in_words(save):
    """As in "Statement s1 changed, Delegation added and three more changes"."""
    said = [f"{item.noun} {item.verb}" for item in save.items[:ITEMS_IN_A_TITLE]]
    more = len(save.items) - len(said)
    if save.is_republication:
        said.insert(0, "published again")
    return ", ".join(said) + (f" and {counted(more, 'more change')}" if more else "")
