"""What a program asked for: the query string, wholly understood or refused with each reason."""

import re

from talks.filters.fields import LEFT_OUT, quoted

from .problems import BadQuery, Complaint

LIMIT, MOST = 50, 100


class Asked:
    """`limit`, `cursor` and the filters of a query; BadQuery when anything in it is unknown."""

    def __init__(self, query, filters_of, rows, own=("limit", "cursor"), most=MOST):
        self.filters = filters_of(query, rows)
        self.limit, too_much = limit_of(query, most)
        self.cursor = query.get("cursor", "").strip()
        complaints = [
            *unknown(query, self.filters, own),
            *empty(query),
            *too_much,
            *broken(self.filters),
        ]
        if complaints:
            raise BadQuery(complaints)


def limit_of(query, most):
    """How many rows, and complaints about what was asked for."""
    text = query.get("limit", "").strip()
    if not text:
        return min(LIMIT, most), []
    if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= most:
        return int(text), []
    why = f"limit is a number from 1 to {most}, not {quoted(text)}."
    return 0, [Complaint("limit", why)]


def unknown(query, filters, own):
    known = [*filters.filters, *own]
    for name in query:
        if name not in known:
            why = f"There is no parameter {quoted(name)}; there are: {', '.join(known)}."
            yield Complaint(name[:100], why)


def empty(query):
    for name, values in query.lists():
        if not all(value.strip() for value in values):
            yield Complaint(name[:100], f"{quoted(name)} has no value: leave it out instead.")


def broken(filters):
    """Values that the filters did not understand. They say that they leave it out: we do not."""
    for name, errors in filters.form.errors.items():
        yield from (Complaint(name, told(text)) for text in errors)
    for name, value in filters.cleaned.items():
        yield from (Complaint(name, told(miss.text)) for miss in getattr(value, "misses", []))


def told(text):
    return text.replace(f"; {LEFT_OUT}", "")
