"""When a row was new, when it last changed for the public, and how often: from the history."""

from dataclasses import dataclass
from datetime import datetime

from talks.models import FollowUp, Statement

from .timeline import changes_by_meeting

# What of a meeting its entry in a calendar shows, in a feed too.
MEETING_TABLES = ("meeting", "meetingplace", "meetingissue", "delegation", "delegate")
PROMISE_TABLES = ("meeting", "followup", "followuppromiser")
STATEMENT_TABLES = (
    *("meeting", "statement", "statementissue", "statementparty", "statementspeaker"),
    "statementcitation",
)


@dataclass(frozen=True)
class Revision:
    number: int
    first: datetime
    last: datetime


def revisions_of_meetings(meetings):
    """Each one's `Revision` by key. One query."""
    changes = changes_by_meeting(meetings, MEETING_TABLES)
    return {
        meeting.pk: revision(meeting.first_published_at, changes[meeting.pk])
        for meeting in meetings
    }


def revisions_of_follow_ups(follow_ups):
    """The same of promises. One query."""
    return revisions_of_things(follow_ups, FollowUp, PROMISE_TABLES)


def revisions_of_statements(statements):
    """The same of statements. One query."""
    return revisions_of_things(statements, Statement, STATEMENT_TABLES)


def revisions_of_things(rows, thing, tables):
    meetings = {row.meeting_id: row.meeting for row in rows}
    changes = changes_by_meeting(list(meetings.values()), tables)
    mine = {row.pk: [] for row in rows}
    for change in (change for some in changes.values() for change in some):
        if change.thing is thing and change.pk in mine:
            mine[change.pk].append(change)
    return {row.pk: revision(first_seen(row, mine[row.pk]), mine[row.pk]) for row in rows}


def first_seen(row, changes):
    """When its meeting was published, or when it came later."""
    added = [change.moment for change in changes if change.is_there and not change.was_there]
    return min(added, default=row.meeting.first_published_at)


def revision(first, changes):
    moments = {change.moment for change in changes if change.moment > first}
    return Revision(len(moments), first, max(moments, default=first))
