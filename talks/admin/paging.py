"""Pages that an address asks for: a number, or the first for anything else."""

LONGEST_NUMBER = 7


def page_of(request, parameter="p"):
    given = request.GET.get(parameter, "")
    return max(1, int(given)) if given.isdecimal() and len(given) < LONGEST_NUMBER else 1


def paging(page, total, size):
    """What `admin/history/_pages.html` shows: numbers, None where there is no page."""
    pages = -(-total // size)
    return {
        "page": page,
        "pages": pages,
        "newer": page - 1 if page > 1 else None,
        "older": page + 1 if page < pages else None,
    }
