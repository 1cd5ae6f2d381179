"""The same address as data: which forms a page has, and how it names them.

The page at the address named `meeting_list` has a CSV form when urls.py has a `meeting_list_csv`
that takes the same ids. Nothing else needs to be said: the head of the page, its `Link` header and
the links that readers see are made from that.
"""

from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse
from django.urls import get_resolver, reverse

from talks.filters.fields import quoted

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Form:
    """`ending` is that of the address and of the URL's name."""

    ending: str
    label: str
    media_type: str


FORMS = [
    Form("json", "JSON", "application/json"),
    Form("csv", "CSV", "text/csv"),
    Form("atom", "Atom feed", "application/atom+xml"),
    Form("ics", "iCalendar", "text/calendar"),
    Form("ris", "RIS", "application/x-research-info-systems"),
    Form("bib", "BibTeX", "application/x-bibtex"),
    Form("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    Form("akn", "Akoma Ntoso", "application/akn+xml"),
    Form("popolo", "Popolo", "application/json"),
]


@dataclass(frozen=True)
class Link:
    """A form of one page; `title` is what a feed reader or a calendar offers it by."""

    form: Form
    address: str

    @property
    def header(self):
        form = self.form
        return f'<{self.address}>; rel="alternate"; type="{form.media_type}"; title="{form.label}"'


def links_of(request):
    """The forms of the page that was asked for, in the order of FORMS; no queries.

    What a list was narrowed by stands in `request.data_query`, which its view sets; and in
    `request.data_endings` the forms that understand it, where not all do.
    """
    match = request.resolver_match
    if match is None or match.namespaces:
        return []
    names, query = get_resolver().reverse_dict, getattr(request, "data_query", "")
    endings = getattr(request, "data_endings", {form.ending for form in FORMS})
    found = [
        form
        for form in FORMS
        if form.ending in endings and f"{match.url_name}_{form.ending}" in names
    ]
    return [Link(form, address_of(match, form, query)) for form in found]


def address_of(match, form, query):
    address = reverse(f"{match.url_name}_{form.ending}", kwargs=match.kwargs)
    return f"{address}?{query}" if query else address


def link_header(get_response):
    """Middleware: programs learn of the forms without reading the page."""

    def answered(request):
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code == 200 and (links := links_of(request)):
            response.headers["Link"] = ", ".join(link.header for link in links)
        return response

    return answered


def data_filters(filters_of, rows):
    """Decorator: the data view gets its filters over `rows()` beside the request, as a page does.

    A program cannot read a note: what was not understood is answered 400, in plain words.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, **ids):
            filters = filters_of(request.GET, rows())
            if complaints := complaints_of(filters, request.GET):
                return HttpResponse("\n".join([*complaints, ""]), PLAIN, status=400)
            return view(request, filters, **ids)

        return answered

    return decorate


def complaints_of(filters, asked):
    """Why a query cannot be answered as it stands: sentences, one a value or name."""
    unknown = [name for name in asked if name not in filters.filters]
    known = ", ".join(filters.filters)
    return [
        *(f"There is no filter {quoted(name)}; there are: {known}." for name in unknown),
        *(note.text for note in filters.notes),
    ]
