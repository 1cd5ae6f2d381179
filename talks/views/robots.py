"""What crawlers are asked to leave alone, and where the list of all pages is."""

from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.views.decorators.cache import cache_control

from talks.data_forms import FORMS

from .addresses import site_of

# Feeds and calendars are made to be asked for again and again.
FOLLOWED = {"atom", "ics"}
QUERIES = [
    "# A list in every order and by every filter is the same record again; its pages are not.",
    "Disallow: /*?",
    "Allow: /*?page=",
    "Disallow: /*?page=*&",
    "Allow: /*?p=",
]

CLOSED = ["admin:index", "search"]


@cache_control(public=True, max_age=3600)
def robots(request):
    lines = [
        "User-agent: *",
        *(rule for name in CLOSED for rule in closed(reverse(name))),
        *QUERIES,
        "# Whole lists as files; who wants the record whole finds it in the dumps.",
        *(f"Disallow: {address}$" for address in whole_lists()),
        "",
        f"Sitemap: {site_of(request)}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8")


def closed(address):
    """The longer rule wins: with a query, too, it must be longer than what allows pages."""
    return f"Disallow: {address}", f"Disallow: {address}*?"


def whole_lists():
    """The addresses of lists as data: the forms that urls.py has, whichever they are."""
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    endings = [form.ending for form in FORMS if form.ending not in FOLLOWED]
    found = [name for name in names for end in endings if name.endswith(f"_list_{end}")]
    return sorted(reverse(name) for name in set(found))
