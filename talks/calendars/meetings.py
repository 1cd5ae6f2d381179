"""A meeting as an entry of a calendar."""

from icalendar import Event

from talks import dates
from talks.models.choices import DelegationRole, MeetingStatus
from talks.plain_text import on_one_line
from talks.sentences import counted

from .spans import doubt, is_certain, span_of
from .texts import Text, labelled, shortened

# Of a large conference a calendar names the first few.
PARTIES_NAMED = 12
STATUS = {
    MeetingStatus.TENTATIVE: "TENTATIVE",
    # The day on record is off, and no other is known: programs hide what is cancelled.
    MeetingStatus.POSTPONED: "TENTATIVE",
    MeetingStatus.CANCELLED: "CANCELLED",
}
NOT_AS_PLANNED = {
    MeetingStatus.TENTATIVE: "Tentative",
    MeetingStatus.POSTPONED: "Postponed",
    MeetingStatus.CANCELLED: "Cancelled",
}
BAR = "The exact day is not on record: this entry stands on every day that it may have been."


def event_of(meeting, span, uid, address, revision):
    """`uid`, `address` (of its page) and `revision` are for the caller to find out.

    Reads what `for_calendar()` loads.
    """
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", span.starts)
    if span.ends:
        event.add("dtend", span.ends)
    add_revision(event, revision)
    event.add("summary", Text(summary_of(meeting)))
    event.add("status", STATUS.get(meeting.status, "CONFIRMED"))
    # Whoever follows the talks is not busy.
    event.add("transp", "TRANSPARENT")
    event.add("description", Text(description_of(meeting, address)))
    event.add("url", address)
    add_place(event, meeting)
    if categories := categories_of(meeting):
        event.add("categories", list(map(Text, categories)))
    return event


def add_revision(event, revision):
    """In a file without a method, DTSTAMP is the time of the last change (RFC 5545, 3.8.7.2)."""
    event.add("dtstamp", revision.last)
    event.add("created", revision.first)
    event.add("last-modified", revision.last)
    event.add("sequence", revision.number)


def summary_of(meeting):
    """As in "Postponed: Geneva talks (about 14 January 2022)"."""
    before = NOT_AS_PLANNED.get(meeting.status)
    doubtful = doubt(meeting.when, meeting.starts, meeting.ends)
    is_ahead = meeting.status != MeetingStatus.HELD
    moved = f"moved from {old_dates_of(meeting)}" if meeting.old_dates and is_ahead else ""
    said = "; ".join(filter(None, [doubtful, moved]))
    title = on_one_line(meeting.title)
    return f"{f'{before}: ' if before else ''}{title}{f' ({said})' if said else ''}"


def old_dates_of(meeting):
    return ", ".join(map(dates.in_words, meeting.old_dates))


def description_of(meeting, address):
    status = meeting.get_status_display().capitalize()
    said = f"Status: {status}" if meeting.status in NOT_AS_PLANNED else ""
    doubtful = not is_certain(meeting.starts, meeting.ends)
    date = f"Date on record: {meeting.when}. {bar_of(meeting)}".strip() if doubtful else ""
    return "\n".join(filter(None, [said, date, *facts_of(meeting), address]))


def facts_of(meeting):
    """Lines of words: who, on what, in which form, for how long."""
    lines = [
        f"Moved from: {old_dates_of(meeting)}" if meeting.old_dates else "",
        clock_in_words(meeting),
        labelled("Length", filter(None, [meeting.duration_note])),
        labelled("Parties", parties_of(meeting, meeting.first_day)),
        labelled("Form", filter(None, [meeting.get_format_display(), meeting.get_mode_display()])),
        labelled("Issues", [row.issue.name for row in meeting.issue_links]),
        labelled("Process", [meeting.process.name] if meeting.process else []),
    ]
    return list(filter(None, lines))


def bar_of(meeting):
    return BAR if span_of(meeting).ends and not is_one_day(meeting) else ""


def is_one_day(meeting):
    return meeting.first_day == meeting.last_day


def clock_in_words(meeting):
    """The hour, where the entry cannot have it because it goes on for days."""
    if not meeting.time or is_one_day(meeting):
        return ""
    return f"Begins at {meeting.time:%H:%M} ({meeting.timezone})"


def parties_of(meeting, day):
    """As in "United States (Wendy Sherman)", "mediator: Switzerland"."""
    delegations = meeting.seats
    named = [party_of(row, day) for row in delegations[:PARTIES_NAMED]]
    more = len(delegations) - len(named)
    return [*named, f"and {counted(more, 'more party', 'more parties')}"] if more else named


def party_of(delegation, day):
    heads = ", ".join(map(str, delegation.heads))
    name = f"{delegation.party.name_on(day)}{f' ({heads})' if heads else ''}"
    is_plain = delegation.role == DelegationRole.PARTICIPANT
    return name if is_plain else f"{delegation.get_role_display()}: {name}"


def add_place(event, meeting):
    if where := where_of(meeting):
        event.add("location", Text(where))
    places = [row.place for row in meeting.place_links]
    # One entry has one point on the map.
    if len(places) == 1 and None not in (places[0].latitude, places[0].longitude):
        event.add("geo", (places[0].latitude, places[0].longitude))


def where_of(meeting):
    names = [meeting.venue, *(str(row.place) for row in meeting.place_links)]
    return shortened(", ".join(filter(None, map(on_one_line, names))))


def categories_of(meeting):
    named = [
        meeting.get_format_display(),
        meeting.process.name if meeting.process else "",
        *(row.issue.name for row in meeting.issue_links),
    ]
    return [on_one_line(name) for name in named if name]
