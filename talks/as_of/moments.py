"""The moment that a reader asks for, and whether a meeting was to be seen then."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from talks import dates

from .tracked import events_of

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
FORM = "a day as in 2026-05-01, or a moment as in 2026-05-01T14:30:00Z"


@dataclass(frozen=True)
class Asked:
    """`text` as it stands in addresses. A day stands for its end."""

    text: str
    moment: datetime
    words: str


def asked(text):
    """What `?as_of=` asks for; a ValueError says in a sentence why it cannot be."""
    try:
        found = moment_of(text) if MOMENT.fullmatch(text) else day_of(text)
    except (ValueError, OverflowError):
        raise ValueError(f"“{text[:40]}” is not {FORM}") from None
    if found is None:
        raise ValueError(f"{text} is still to come")
    return found


def day_of(text):
    if not DAY.fullmatch(text):
        raise ValueError
    day = date.fromisoformat(text)
    if day > timezone.localdate():
        return None
    end = datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
    return Asked(text, end.astimezone(UTC) - timedelta(microseconds=1), dates.in_words(text))


def moment_of(text):
    """To the second, and all of that second."""
    moment = datetime.fromisoformat(text)
    if moment > timezone.now():
        return None
    words = f"{dates.in_words(text[:10])} at {moment:%H:%M:%S} UTC"
    return Asked(text, moment + timedelta(microseconds=999_999), words)


class Periods:
    """When a meeting was to be seen: pairs of moments, of which the last end may be open."""

    def __init__(self, meeting):
        own = events_of(type(meeting)).filter(pgh_obj=meeting.pk).order_by("pgh_id")
        self.pairs = []
        for moment, is_draft in own.values_list("pgh_created_at", "is_draft"):
            is_open = bool(self.pairs) and self.pairs[-1][1] is None
            if is_draft and is_open:
                self.pairs[-1] = (self.pairs[-1][0], moment)
            elif not is_draft and not is_open:
                self.pairs.append((moment, None))

    def at(self, moment):
        return any(start <= moment and not (end and end <= moment) for start, end in self.pairs)

    def touch(self, since, until):
        """Whether it was to be seen at some time between two moments; `until` may be open."""
        return any(
            not (end and end <= since) and not (until and until <= start)
            for start, end in self.pairs
        )

    def around(self, moment):
        """The end of the last period before a moment, and the start of the next after it."""
        before = [end for _, end in self.pairs if end and end <= moment]
        after = [start for start, _ in self.pairs if start > moment]
        return before[-1] if before else None, after[0] if after else None
