"""EDTF dates as CSL has them: parts of a date or of two, `circa`, else words."""

import re

from talks import dates

# A date of year, month and day, of which the later parts may be missing.
PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", re.ASCII)


def date_of(starts, ends=""):
    """None without a date. A start that lies between two days is about them."""
    if not starts:
        return None
    both = [*starts.split("/"), *filter(None, ends.split("/")[-1:])]
    found = [PLAIN.fullmatch(text) for text in both]
    if not all(found):
        return {"literal": dates.span_in_words(starts, ends)}
    parts = [parts_of(match) for match in (found[0], found[-1])]
    date = {"date-parts": parts if parts[0] != parts[1] else parts[:1]}
    is_about = "/" in starts or "/" in ends or any(match[4] for match in found)
    return date | {"circa": True} if is_about else date


def parts_of(match):
    return [int(part) for part in match.groups()[:3] if part]


def first_day(date):
    """Year, month and day of the first of an item's days; fewer where they are not known."""
    return (date or {}).get("date-parts", [[]])[0]
