"""The chain of a process as its page shows it: the same stops as a picture and as a list."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from talks import dates
from talks.models.chain import LATE, links_of, state_in_words, state_of
from talks.models.choices import FollowUpKind, FollowUpState, MeetingStatus
from talks.pictures.chain import NARROW, WIDE, Link, Stop, bands_of

LANES_BY = {"place": "place", "format": "form"}
MOST_LANES = 7
ELSEWHERE, UNKNOWN_PLACE, UNKNOWN_FORM = "elsewhere", "no place given", "no form given"
PROMISED = "promised"
LAST_LANES = [ELSEWHERE, UNKNOWN_PLACE, UNKNOWN_FORM, PROMISED]
# What a link's later end is to the earlier one, and the other way round.
AFTER = {
    FollowUpKind.FOLLOW_UP: "follow-up of",
    FollowUpKind.CONSULTATION: "consultation after",
    FollowUpKind.PREPARATORY: "preparatory meeting after",
    FollowUpKind.RESUMPTION: "resumption of",
    FollowUpKind.PARALLEL: "parallel to",
    FollowUpKind.DECISION: "decision after",
}
BEFORE = {
    FollowUpKind.FOLLOW_UP: "followed up by",
    FollowUpKind.CONSULTATION: "consultation:",
    FollowUpKind.PREPARATORY: "preparatory meeting:",
    FollowUpKind.RESUMPTION: "resumed in",
    FollowUpKind.PARALLEL: "in parallel with",
    FollowUpKind.DECISION: "decision:",
}
SHAPES = dict(MeetingStatus.choices) | {
    LATE: "planned; its day has gone by, no outcome on record",
    "awaited": "promised, no meeting on record yet",
    "awaited-overdue": "promised and due; no outcome on record",
}
NO_OUTCOME = "no outcome on record"
NOTES = {MeetingStatus.HELD: "", LATE: NO_OUTCOME}


@dataclass(frozen=True)
class Tie:
    """A link in words, seen from one meeting; `number` is that of the other, where it is here."""

    words: str
    other: object
    number: str
    is_outside: bool


@dataclass
class Entry:
    """A meeting in the list; `promises` are pairs of a letter and a promise without a meeting."""

    stop: Stop
    meeting: object
    ties: list = field(default_factory=list)
    promises: list = field(default_factory=list)


def chain_of_process(process, page, lanes_by):
    """The meetings of a page as `entries`, and as a picture, for wide screens and narrow ones.

    Two queries.
    """
    meetings = list(page)
    links = links_of(meetings)
    first = page.start_index()
    stops = {m.pk: stop_of(m, n, lanes_by) for n, m in enumerate(meetings, first)}
    promised = promises_among(links, stops)
    drawn, lanes = in_lanes(in_order_of_time([*stops.values(), *promised.values()]))
    arrows = arrows_of(links, promised)
    shown = {stop.shape for stop in drawn}
    return {
        "entries": entries_of(process, meetings, links, stops, promised),
        "pictures": {
            "wide": bands_of(drawn, arrows, lanes, WIDE),
            "narrow": bands_of(drawn, arrows, lanes, NARROW),
        },
        "shapes": [(shape, words) for shape, words in SHAPES.items() if shape in shown],
        "kinds": kinds_of(arrows),
    }


def stop_of(meeting, number, lanes_by):
    places = meeting.meeting_places.all()
    place = places[0].place.city if places else UNKNOWN_PLACE
    form = meeting.get_format_display() or UNKNOWN_FORM
    return Stop(
        key=key_of(meeting.pk),
        number=str(number),
        title=meeting.title,
        when=meeting.when,
        day=meeting.first_day,
        lane=place if lanes_by == "place" else form,
        shape=state_of(meeting),
        state=state_in_words(meeting),
        note=NOTES.get(state_of(meeting), meeting.get_status_display()),
        href=meeting.get_absolute_url(),
    )


def key_of(pk):
    return f"m{pk}"


def promises_among(links, stops):
    """Stops for what was promised at these meetings and has no meeting yet, by follow-up."""
    pending = [
        link
        for link in links
        if link.meeting_id in stops
        and link.public_to_meeting is None
        and link.state == FollowUpState.PENDING
    ]
    pending.sort(key=lambda link: due_day(link) or date.max)
    return {link.pk: promise_stop(link, letters(n)) for n, link in enumerate(pending)}


def due_day(link):
    return link.due_earliest or link.due_latest or link.meeting.first_day


def promise_stop(link, letter):
    return Stop(
        key=f"f{link.pk}",
        number=letter,
        title=str(link),
        when=f"due {dates.in_words(link.due)}" if link.due else "",
        day=due_day(link),
        lane=PROMISED,
        shape="awaited-overdue" if link.is_late else "awaited",
        state="promised, no outcome on record" if link.is_late else "promised",
        note=NO_OUTCOME if link.is_late else "promised",
        href=link.get_absolute_url(),
    )


def letters(number):
    """a to z, then aa, ab and so on."""
    more, last = divmod(number, 26)
    return (letters(more - 1) if more else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def in_order_of_time(stops):
    return sorted(stops, key=lambda stop: stop.day or date.max)


def in_lanes(stops):
    """The stops, and the names of their lanes: the fullest first, of many the rest in one."""
    counts = Counter(stop.lane for stop in stops if stop.lane not in LAST_LANES)
    named = [name for name, _ in counts.most_common()]
    if len(named) > MOST_LANES:
        named = named[: MOST_LANES - 1]
    kept = [*named, *LAST_LANES]
    stops = [stop if stop.lane in kept else replace(stop, lane=ELSEWHERE) for stop in stops]
    return stops, kept


def arrows_of(links, promised):
    """What the picture draws: links to public meetings, and to promises that stand for one."""
    arrows = []
    for link in links:
        if link.pk in promised:
            arrows.append(Link(key_of(link.meeting_id), promised[link.pk].key, link.kind))
        elif link.public_to_meeting:
            arrows.append(Link(key_of(link.meeting_id), key_of(link.to_meeting_id), link.kind))
    return arrows


def kinds_of(arrows):
    drawn = {arrow.kind for arrow in arrows}
    return [(kind.value, kind.label) for kind in FollowUpKind if kind in drawn]


def entries_of(process, meetings, links, stops, promised):
    entries = {meeting.pk: Entry(stops[meeting.pk], meeting) for meeting in meetings}
    for link in links:
        here, there = entries.get(link.meeting_id), entries.get(link.to_meeting_id)
        later = link.public_to_meeting
        if there:
            there.ties.append(tie(AFTER[link.kind], link.meeting, here, process))
        if here and later and not there:
            here.ties.append(tie(BEFORE[link.kind], later, None, process))
        if here and not later:
            stop = promised.get(link.pk)
            here.promises.append((stop.number if stop else "", link))
    for entry in entries.values():
        entry.promises.sort(key=lambda pair: (not pair[0], len(pair[0]), pair[0]))
    return list(entries.values())


def tie(words, other, entry, process):
    number = entry.stop.number if entry else ""
    return Tie(words, other, number, other.process_id != process.pk)
