"""On which days an entry stands: the days that a date in the record may mean."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from talks import dates
from talks.models.meeting_queries import DAYS_OF_A_MONTH

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Two days, or two moments; `ends` is the first after it, None where nothing tells."""

    starts: date | datetime
    ends: date | datetime | None = None


def days_between(first, last):
    """Whole days, both among them; the calendar ends with the year 9999."""
    return Span(first, last + ONE_DAY if last < date.max else last if last > first else None)


def span_of(meeting):
    """None when not one day is on record.

    With a time it begins at that moment, unless it goes on for days: a calendar cannot mix both.
    """
    if meeting.first_day is None:
        return None
    first, last = meeting.first_day, max(meeting.last_day, meeting.first_day)
    if meeting.time and first == last:
        return moments_of(meeting, first)
    return days_between(first, last)


def moments_of(meeting, day):
    """From the start, in the zone of the venue, for as long as is on record."""
    zone = ZoneInfo(meeting.timezone)
    starts = datetime.combine(day, meeting.time, zone)
    if not meeting.duration_minutes:
        return Span(starts)
    try:
        # As time goes by, not as the clock on the wall does when it is set forward or back.
        ends = starts.astimezone(UTC) + timedelta(minutes=meeting.duration_minutes)
        return Span(starts, ends.astimezone(zone))
    except OverflowError:
        return Span(starts)


def due_span_of(follow_up):
    """The days on which a promise may fall due, where these are a month at most; else the last."""
    first, last = follow_up.due_earliest, follow_up.due_latest
    is_short = first and last - first <= timedelta(days=DAYS_OF_A_MONTH)
    return days_between(first if is_short else last, last)


def is_certain(*texts):
    """Whether each of some dates is one day, without a mark of doubt."""
    return all(dates.parse(text).is_exact_day for text in texts if text)


def doubt(words, *texts):
    """What a reader is told beside the title of an entry whose days are not certain."""
    if is_certain(*texts):
        return ""
    is_day = all(dates.parse(text).is_day for text in texts if text)
    return words if is_day else f"{words}, exact day not on record"
