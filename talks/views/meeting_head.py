"""The head of a meeting's page: when, where, in what form, how it stands, what is in dispute."""

from calendar import day_name
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from talks import citing, dates
from talks.models import Meeting, Party, Place
from talks.models.chain import comes_before
from talks.sentences import counted, ordinal

# What a citation is about (a field's name), and the fact on the page beside which it stands.
FACTS = {
    "starts": "when",
    "ends": "when",
    "time": "when",
    "timezone": "when",
    "old_dates": "when",
    "places": "where",
    "venue": "where",
    "format": "form",
    "level": "form",
    "mode": "form",
    "duration_minutes": "length",
    "duration_note": "length",
    "status": "status",
    "auspices": "auspices",
    "summary": "summary",
    "outcome": "outcome",
}
OPEN = {"planned": "Planned", "tentative": "Tentative, not confirmed"}


def head_of(meeting, addresses):
    """Facts in words, the head's short lists as the meeting's own query brought them, and how to
    cite the meeting.
    """
    places = [Place(**row) for row in meeting.place_rows]
    path = meeting.get_absolute_url()
    return {
        "places": places,
        "auspices": [Party(**row) for row in meeting.auspice_rows],
        "day": day_in_words(meeting),
        "precision": precision_of(meeting),
        "clock": clock_of(meeting),
        "status": status_of(meeting),
        "lasting_address": f"{addresses.site}{path}",
        "cite_as": f"{addresses.site}{addresses.link(path)}",
        "cited": citing.cite_meeting(meeting, places, addresses.cited(path)),
    }


def day_in_words(meeting):
    """The date or dates; with the day of the week where they are exact."""
    starts = dates.parse(meeting.starts) if meeting.starts else None
    ends = dates.parse(meeting.ends) if meeting.ends else starts
    if not (starts and starts.is_exact_day and ends.is_exact_day):
        return meeting.when
    first, last = day_name[starts.earliest.weekday()], day_name[ends.earliest.weekday()]
    if starts.earliest == ends.earliest:
        return f"{first} {meeting.when}"
    begins = dates.in_words(meeting.starts)
    if meeting.starts[:4] == meeting.ends[:4]:
        begins = begins.removesuffix(f" {meeting.starts[:4]}")
    return f"{first} {begins} to {last} {dates.in_words(meeting.ends)}"


def precision_of(meeting):
    """What of the date is not on record; "" where that is clear from its words."""
    if not meeting.starts or meeting.ends or "X" in meeting.starts:
        return ""
    parts = meeting.starts.rstrip("~?%").count("-") if "/" not in meeting.starts else None
    return {0: "day and month not on record", 1: "day not on record"}.get(parts, "")


def clock_of(meeting):
    """The hour of the start, and its zone as a reader says it: "15:00 EST", "New York time"."""
    if not meeting.time:
        return None
    zone = ZoneInfo(meeting.timezone)
    moment = datetime.combine(meeting.starts_earliest, meeting.time, zone)
    short = moment.tzname()
    if short[0] in "+-":
        short = f"UTC{short}"
    city = meeting.timezone.rpartition("/")[2].replace("_", " ")
    place = f"{city} time" if "/" in meeting.timezone else ""
    return f"{meeting.time:%H:%M} {short if short != 'LMT' else ''}".strip(), place


def status_of(meeting):
    """The status said plainly: a plan whose day has gone by is no proof that it came true."""
    if meeting.status not in OPEN:
        return meeting.get_status_display().capitalize()
    is_past = meeting.last_day and meeting.last_day < timezone.localdate()
    past = "; whether it took place is not on record" if is_past else ""
    return f"{OPEN[meeting.status]}{past}"


def standing_of(meeting):
    """As in "second of five meetings": where in its process it stands. One query."""
    if meeting.process_id is None:
        return ""
    # A draft that staff preview counts itself, as readers will find it counted.
    shown = Q(is_draft=False) | Q(pk=meeting.pk)
    series = Meeting.objects.filter(shown, process=meeting.process_id)
    found = series.aggregate(total=Count("pk"), before=Count("pk", filter=comes_before(meeting)))
    if found["total"] == 1:
        return ""
    return f"{ordinal(found['before'] + 1)} of {counted(found['total'], 'meeting')}"


def accounts_that_differ(meeting, delegations):
    """What single sources say of a fact: citations by the fact's name, or a delegate's id.

    Under `elsewhere` stand pairs of words and citations that no fact or delegate shown is about.
    """
    people = {d.official.slug for row in delegations for d in row.seated if d.official}
    found = {"elsewhere": []}
    for citation in meeting.citations.all():
        if not (citation.about and citation.says):
            continue
        fact = FACTS.get(citation.about)
        if fact or citation.about in people:
            found.setdefault(fact or citation.about, []).append(citation)
        else:
            found["elsewhere"].append((citation.about.replace("_", " "), citation))
    return found
