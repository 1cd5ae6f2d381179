"""Calendars as two programs read them, and as RFC 5545 wants their bytes."""

import icalendar
import vobject


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def calendar_of(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    body = body_of(response)
    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    return icalendar.Calendar.from_ical(body)


def entries_of(response):
    """The entries in their order, as `icalendar` reads them."""
    return list(calendar_of(response).walk("VEVENT"))


def read_otherwise(response):
    """The same by `vobject`."""
    calendar = vobject.readOne(body_of(response).decode("utf-8"))
    return list(calendar.contents.get("vevent", []))
