"""EDTF dates for programs that know ISO 8601 alone: the part of a date that is beyond doubt.

Not here: what a date means (dates.py) and how a reader says it.
"""

from talks import dates

MARKS = set("~?%")


def certain_part(text):
    """A day, month or year as ISO 8601 has it; "" where not even the year is certain.

    "Some day between 10 and 13 January 2022" is January 2022; what is marked as approximate or
    uncertain says nothing: without its mark it would be taken for certain.
    """
    if not text or MARKS & set(text):
        return ""
    date = dates.parse(text)
    if date.earliest is None or date.latest is None:
        return ""
    first, last = date.earliest.isoformat(), date.latest.isoformat()
    return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), "")
