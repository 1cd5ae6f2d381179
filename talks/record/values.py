"""Single values of the record file: each check raises ValueError with one sentence."""

import re
from functools import cache
from urllib.parse import urlsplit

from django.utils.timezone import zoneinfo
from django_countries import countries

from talks import dates

# Tags of a union in Pydantic's error paths; taken out again before a reader sees the path.
SHORT, IN_FULL = "~short", "~in full"
TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def check_not_blank(value):
    if not any(c.isprintable() and not c.isspace() for c in value):
        raise ValueError("may not be blank")
    return value


def check_date(value):
    dates.parse(value)
    return value


def check_country(value):
    if value not in countries.countries:
        raise ValueError(f'"{value}" is not an ISO 3166-1 code')
    return value


@cache
def timezones():
    """The names of all zones, read from disk once a process."""
    return frozenset(zoneinfo.available_timezones())


def check_timezone(value):
    if value not in timezones():
        raise ValueError(f'"{value}" is not a known time zone')
    return value


def check_time(value):
    if not TIME.fullmatch(value):
        raise ValueError(f'"{value}" is not a time (HH:MM)')
    return value


def whole_number(value):
    """JSON has one kind of number: 480.0 is as whole as 480."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def check_url(value):
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or any(c.isspace() or not c.isprintable() for c in value):
        raise ValueError("is not an http or https address")
    return value
