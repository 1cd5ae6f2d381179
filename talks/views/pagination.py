"""One page of a long list."""

from django.core.paginator import Paginator

from talks.filters.fields import quoted
from talks.kept_counts import kept_ids


class NarrowPaginator(Paginator):
    """Filters, sorts and skips over ids alone; `load` then makes the page's rows complete.

    With a hundred thousand statements a far page costs a sixth of what sorting whole rows does.
    `known` are the ids of the first rows, where they are at hand. Under a `key`, that of the rows
    in their order, the ids of any other page are kept.
    """

    def __init__(self, rows, size, load, known=(), key=None):
        super().__init__(rows, size)
        self.load, self.known, self.key = load, known, key

    def page(self, number):
        number = self.validate_number(number)
        found = self.object_list.model.objects.filter(pk__in=self.ids(number))
        ordered = found.order_by(*self.object_list.query.order_by)
        return self._get_page(self.load(ordered), number, self)

    def ids(self, number):
        page = slice((number - 1) * self.per_page, number * self.per_page)
        if len(self.known) >= min(page.stop, self.count):
            return self.known[page]
        rows = self.object_list.values("pk")[page]
        return kept_ids((self.key, number), rows) if self.key else rows


def page_of(request, rows, size, count=None, load=None, **known):
    """The page that `?page=` asks for: the first or the last when there is no such page.

    Costs a COUNT unless `count` is known, and the page's own query. `load` and what else is known
    are for lists that are very long: see `NarrowPaginator`. `page.note` says that another page is
    shown than asked for.
    """
    paginator = NarrowPaginator(rows, size, load, **known) if load else Paginator(rows, size)
    if count is not None:
        paginator.count = count
    asked = request.GET.get("page", "1").strip()
    page = paginator.get_page(asked)
    page.note = ""
    if asked != str(page.number):
        page.note = f"There is no page {quoted(asked)}; this is page {page.number}."
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return page
