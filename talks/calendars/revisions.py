"""When an entry was new, when it last changed for the public, and how often: from the history."""

from dataclasses import dataclass
from datetime import datetime

from talks.history import changes_by_meeting
from talks.models import FollowUp

# What of the record an entry shows.
MEETING_TABLES = ("meeting", "meetingplace", "meetingissue", "delegation", "delegate")
PROMISE_TABLES = ("meeting", "followup", "followuppromiser")


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
    meetings = {row.meeting_id: row.meeting for row in follow_ups}
    changes = changes_by_meeting(list(meetings.values()), PROMISE_TABLES)
    mine = {}
    for change in (c for some in changes.values() for c in some if c.thing is FollowUp):
        mine.setdefault(change.pk, []).append(change)
    return {
        row.pk: revision(first_seen(row, mine.get(row.pk, [])), mine.get(row.pk, []))
        for row in follow_ups
    }


def first_seen(follow_up, changes):
    """When its meeting was published, or when it came later."""
    added = [change.moment for change in changes if change.is_there and not change.was_there]
    return min(added, default=follow_up.meeting.first_published_at)


def revision(first, changes):
    moments = {change.moment for change in changes if change.moment > first}
    return Revision(len(moments), first, max(moments, default=first))
