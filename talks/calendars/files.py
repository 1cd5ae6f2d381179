"""What stands around the entries of a calendar, and its lines as they are sent."""

from datetime import date, timedelta
from functools import lru_cache

from icalendar import Calendar, Timezone

from talks.citing import SITE
from talks.plain_text import on_one_line, plain

from .texts import Text

# How often a program should ask again.
ASK_AGAIN = timedelta(hours=12)
END = b"END:VCALENDAR\r\n"


def calendar_file(name, description, address, zones, events):
    """The bytes of a calendar, in pieces: its head, its time zones, one entry after the other.

    `zones` are triples of a name and the first and last day on which it is asked.
    """
    yield head_of(name, description, address).to_ical().removesuffix(END)
    for zone in zones:
        yield zone_of(*zone)
    for event in events:
        yield event.to_ical()
    yield END


def head_of(name, description, address):
    """Each thing twice: as RFC 7986 has it, and as programs did before."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{SITE}//Record of diplomatic talks//EN")
    calendar.add("version", "2.0")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, Text(on_one_line(name)))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, Text(plain(description)))
    calendar.add("url", address)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


@lru_cache(maxsize=500)
def zone_of(name, first, last):
    """The rules of a time zone for the years from one day to another."""
    begins = date(max(first.year, 2) - 1, 1, 1)
    ends = date(min(last.year, 9997) + 2, 1, 1)
    return Timezone.from_tzid(name, first_date=begins, last_date=ends).to_ical()
