"""A promise as an entry of a calendar, on the day it falls due.

As an event, not a to-do: most programs leave to-dos out of calendars that somebody else keeps.
"""

from django.utils.text import Truncator
from icalendar import Event

from talks import dates
from talks.models.choices import FollowUpState
from talks.plain_text import on_one_line, plain

from .meetings import add_revision
from .spans import doubt
from .texts import Text, labelled, shortened

LONGEST_SUMMARY = 150
STANDS = {
    FollowUpState.PENDING: "Due",
    FollowUpState.MET: "Met",
    FollowUpState.DROPPED: "Dropped",
    FollowUpState.OVERTAKEN: "Overtaken by events",
}
CALLED_OFF = {FollowUpState.DROPPED, FollowUpState.OVERTAKEN}


def event_of(follow_up, span, uid, address, revision):
    """As for a meeting. Reads what `for_calendar()` loads."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", span.starts)
    if span.ends:
        event.add("dtend", span.ends)
    add_revision(event, revision)
    event.add("summary", Text(summary_of(follow_up)))
    event.add("status", "CANCELLED" if follow_up.state in CALLED_OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("description", Text(description_of(follow_up, address)))
    event.add("url", address)
    categories = [follow_up.get_kind_display(), *promisers_of(follow_up)]
    event.add("categories", list(map(Text, categories)))
    return event


def summary_of(follow_up):
    """As in "Due: The two sides speak again (about 14 January 2022)"."""
    words = on_one_line(follow_up.text) or follow_up.get_kind_display().capitalize()
    said = Truncator(words).chars(LONGEST_SUMMARY)
    doubtful = doubt(dates.in_words(follow_up.due), follow_up.due)
    return f"{STANDS[follow_up.state]}: {said}{f' ({doubtful})' if doubtful else ''}"


def promisers_of(follow_up):
    day = follow_up.meeting.first_day
    return [on_one_line(row.party.name_on(day)) for row in follow_up.promisers.all()]


def description_of(follow_up, address):
    meeting = follow_up.meeting
    at = labelled("Promised at", [f"{meeting.title}, {meeting.when}"])
    lines = [shortened(plain(follow_up.text)), *facts_of(follow_up), at, address]
    return "\n".join(filter(None, lines))


def facts_of(follow_up):
    """Lines of words: by whom, for when, what became of it."""
    later, due = follow_up.public_to_meeting, dates.in_words(follow_up.due)
    lines = [
        labelled("Promised by", promisers_of(follow_up)),
        f"Due: {due}" if due else "",
        f"State: {follow_up.get_state_display()}",
        labelled("Outcome", filter(None, [follow_up.outcome])),
        labelled("Later meeting", [f"{later.title}, {later.when}"] if later else []),
    ]
    return list(filter(None, lines))
