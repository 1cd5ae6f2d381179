"""The portions of a list that has one order: each named by its range, and the way between them."""

from dataclasses import dataclass


@dataclass
class Portion:
    """Rows `first` to `last`; None for both where some portions are left out of the row."""

    number: int | None
    first: int | None = None
    last: int | None = None


@dataclass
class Portions:
    """The portion shown among all of them; `row` names a few, the first and the last included."""

    shown: Portion
    before: Portion | None
    after: Portion | None
    row: list
    total: int
    note: str


def portions_of(page):
    """Portions of the rows that `page_of()` cut; None where there is but one."""
    if not page.has_other_pages():
        return None
    shown = portion(page, page.number)
    before = portion(page, page.number - 1) if page.has_previous() else None
    after = portion(page, page.number + 1) if page.has_next() else None
    row = [portion(page, number) for number in page.numbers]
    return Portions(shown, before, after, row, page.paginator.count, page.note)


def portion(page, number):
    if number == page.paginator.ELLIPSIS:
        return Portion(None)
    size = page.paginator.per_page
    first = (number - 1) * size + 1
    return Portion(number, first, min(first + size - 1, page.paginator.count))
