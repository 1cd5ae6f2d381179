"""Meetings: events, with those who came, and what was said there as far as a page shows it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from talks.iso_dates import certain_part

from .graph import breadcrumbs, graph, known_as, named, node
from .issues import KIND as ISSUE
from .parties import kind_of, party_of_row
from .places import place_node
from .sources import source_node
from .statements import statement_node

EVENT_STATUS = {
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}
SCHEDULED = "https://schema.org/EventScheduled"
RESCHEDULED = "https://schema.org/EventRescheduled"
MODES = {"in_person": "Offline", "video": "Online", "telephone": "Online"}
# A page for a crowded meeting stays light: its JSON has everyone.
DELEGATIONS_AT_MOST = PEOPLE_AT_MOST = SOURCES_AT_MOST = 50


def meeting_graph(site, meeting, shown):
    """`shown` is what the page of the meeting shows: see views/meeting_page.py."""
    event = event_node(site, meeting, shown)
    said = [statement_node(site, meeting, statement) for statement in shown["statements"]]
    return graph(event, *said, breadcrumbs(site, "Meetings", "meeting_list", row=meeting))


def event_node(site, meeting, shown):
    seats = shown["seats"][:DELEGATIONS_AT_MOST]
    return node(
        "Event",
        **known_as(site, meeting),
        name=meeting.title,
        description=meeting.summary or meeting.outcome,
        **when_of(meeting),
        duration=meeting.duration_minutes and f"PT{meeting.duration_minutes}M",
        location=location_of(site, meeting, shown["places"]),
        organizer=organizers_of(site, shown["auspices"], seats),
        attendee=[*(seat_node(site, seat) for seat in seats), *delegates_of(site, seats)],
        about=[issue_of_row(site, row) for row in meeting.issue_rows],
        superEvent=wholes_of(site, meeting),
        subjectOf=[source_node(site, row) for row, _ in shown["sources"][:SOURCES_AT_MOST]],
    )


def when_of(meeting):
    """Its dates and its status; a date with a doubt is told in words alone."""
    status = EVENT_STATUS.get(meeting.status)
    moved_from = list(filter(None, map(certain_part, meeting.old_dates)))
    starts, ends = start_of(meeting), certain_part(meeting.ends)
    is_doubtful = not starts or (meeting.ends and not ends)
    values = {
        "startDate": starts,
        "endDate": ends,
        "previousStartDate": moved_from,
        "eventStatus": status or (RESCHEDULED if meeting.old_dates else SCHEDULED),
        "disambiguatingDescription": is_doubtful and f"Date: {meeting.when}",
        "eventAttendanceMode": attendance_of(meeting),
    }
    return {key: value for key, value in values.items() if value}


def start_of(meeting):
    day = certain_part(meeting.starts)
    if not meeting.time or len(day) != len("2022-01-10"):
        return day
    moment = datetime.combine(meeting.starts_earliest, meeting.time, ZoneInfo(meeting.timezone))
    # Before standard time a zone was off by seconds, too, which ISO 8601 cannot say.
    is_said = moment.utcoffset().total_seconds() % 60 == 0
    return (moment if is_said else moment.replace(tzinfo=None)).isoformat()


def attendance_of(meeting):
    mode = MODES.get(meeting.mode)
    return mode and f"https://schema.org/{mode}EventAttendanceMode"


def location_of(site, meeting, places):
    if MODES.get(meeting.mode) == "Online":
        words = f"By {meeting.get_mode_display().lower()}"
        return [node("VirtualLocation", name=words), *(place_node(site, row) for row in places)]
    nodes = [place_node(site, place) for place in places]
    if meeting.venue and len(nodes) <= 1:
        within = nodes[0] if nodes else None
        return node("Place", name=meeting.venue, containedInPlace=within)
    return nodes


def organizers_of(site, auspices, seats):
    """Who lent their name to it, and who was the host."""
    hosts = [seat_node(site, seat) for seat in seats if seat.delegation.role == "host"]
    return [*(party_of_row(site, row.slug, row.name) for row in auspices), *hosts]


def seat_node(site, seat):
    """A party under the name it had that day."""
    address = f"{site}{seat.address}"
    return node(kind_of(seat.party), id=address, name=seat.name)


def delegates_of(site, seats):
    people = [(seat, one) for seat in seats for one in seat.people if one.official]
    return [
        node(
            "Person",
            id=f"{site}{one.href}",
            name=one.official.name,
            jobTitle=one.post,
            affiliation={"@id": f"{site}{seat.address}"},
        )
        for seat, one in people[:PEOPLE_AT_MOST]
    ]


def issue_of_row(site, row):
    address = f"{site}{reverse('issue_detail', args=[row['slug']])}"
    return node(ISSUE, id=address, name=row["name"])


def wholes_of(site, meeting):
    """What it was part of: a meeting, a series of them."""
    whole, process = meeting.public_part_of, meeting.process
    return [
        *([named(site, whole, "Event")] if whole else []),
        *([named(site, process, "EventSeries")] if process else []),
    ]
