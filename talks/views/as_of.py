"""A page, or a meeting's data, as it stood on the day that `?as_of=` names."""

from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from talks.as_of.moments import Asked, Periods, asked
from talks.as_of.state import State
from talks.as_of.tables import as_it_stood
from talks.data_forms import PLAIN
from talks.history import changes_since_publication

# The forms of a meeting that can be had as of a day.
WITH_A_PAST = {"json", "ris", "bib", "csl"}


@dataclass(frozen=True)
class Earlier:
    """What a page says of itself when it shows the past; `changes` were made since."""

    asked: Asked
    changes: int
    is_altered: bool
    now: str


@dataclass(frozen=True)
class Addresses:
    """How a meeting's page writes addresses: `query` keeps to the past that is shown.

    A citation names the day that is shown, or on which it is read.
    """

    site: str
    version: str
    query: str = ""

    def link(self, path):
        return f"{path}{self.query}"

    def cited(self, path):
        return f"{self.site}{path}?as_of={self.version}"


def addresses_of(request):
    earlier = getattr(request, "earlier", None)
    today = timezone.localdate().isoformat()
    site = request.build_absolute_uri("/")[:-1]
    if earlier is None:
        return Addresses(site, version=today)
    return Addresses(site, earlier.asked.text, f"?as_of={earlier.asked.text}")


def shown_as_of(rows):
    """Decorator, below `with_public`: within the view all queries see the past that is asked for.

    `rows` gives the meetings as the view wants them. The page gets `request.earlier`, its forms as
    data the same query. What cannot be understood is noted on the page; data answer 400.
    """

    def decorate(view):
        @wraps(view)
        def shown(request, meeting, **ids):
            text = request.GET.get("as_of")
            if text is None:
                return view(request, meeting=meeting, **ids)
            try:
                wanted = asked(text.replace("\0", ""))
            except ValueError as error:
                return not_understood(request, view, error, meeting=meeting, **ids)
            periods = Periods(meeting)
            if not periods.at(wanted.moment):
                return not_public_then(request, meeting, wanted, periods)
            return from_then(request, view, rows, meeting, wanted, periods, ids)

        return shown

    return decorate


def from_then(request, view, rows, meeting, wanted, periods, ids):
    later = {c.moment for c in changes_since_publication(meeting) if c.moment > wanted.moment}
    state = State(meeting, wanted.moment, periods)
    request.earlier = Earlier(wanted, len(later), state.is_altered, meeting.get_absolute_url())
    request.data_query, request.data_endings = f"as_of={wanted.text}", WITH_A_PAST
    with as_it_stood(state):
        response = view(request, meeting=rows().get(pk=meeting.pk), **ids)
        if response.streaming:
            # What is sent later would be read from the present.
            response = HttpResponse(b"".join(response), headers=response.headers)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def is_data(request):
    return "." in request.path


def not_understood(request, view, error, **ids):
    if is_data(request):
        return HttpResponse(f"as_of: {error}.\n", PLAIN, status=400)
    request.as_of_note = f"{error}; this is the record as it stands now."
    response = view(request, **ids)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def not_public_then(request, meeting, wanted, periods):
    """Before it was first published, or while it was withdrawn."""
    before, after = periods.around(wanted.moment)
    context = {"meeting": meeting, "wanted": wanted, "before": before, "after": after}
    if is_data(request):
        words = f"This meeting was not public on {wanted.words}."
        return HttpResponse(f"{words}\n", PLAIN, status=404)
    return render(request, "meetings/not_then.html", context, status=404)
