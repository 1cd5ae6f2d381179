"""A page with several lists of which one is shown: `?show=` names it."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, TextField, Value


@dataclass(frozen=True)
class Section:
    """One list of a page; `is_shown` marks the one that the page shows."""

    name: str
    label: str
    rows: QuerySet
    count: int
    is_shown: bool


def sections_of(request, lists, counts=None):
    """The sections of `lists` (pairs of a label and rows by name), and the one to show.

    Shown is what was asked for, else the first that has rows. One query, unless the `counts` by
    name are known.
    """
    if counts is None:
        counts = counts_of({name: rows for name, (_, rows) in lists.items()})
    asked = request.GET.get("show")
    filled = next((name for name in lists if counts[name]), next(iter(lists)))
    shown = asked if asked in lists else filled
    sections = [
        Section(name, label, rows, counts[name], name == shown)
        for name, (label, rows) in lists.items()
    ]
    return sections, next(section for section in sections if section.is_shown)


def counts_of(lists):
    counted = [
        rows.order_by()
        .annotate(section=Value(name, TextField()))
        .values("section")
        .annotate(count=Count("pk"))
        .values_list("section", "count")
        for name, rows in lists.items()
    ]
    return dict.fromkeys(lists, 0) | dict(counted[0].union(*counted[1:], all=True))
