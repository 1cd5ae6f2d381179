"""Cards of a meeting and of a statement, for an `<iframe>` on another site.

These addresses alone may be framed; they set no cookie, and need no script. What is not there any
more says so on a card of its own.
"""

import re
from functools import wraps

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.clickjacking import xframe_options_exempt

from talks.models import Meeting, Place

from .addresses import site_of, with_public
from .embed_code import LETTERS_SHOWN
from .meeting_page import load_people
from .seats import delegations_of, person_of

KEPT_FOR = "public, max-age=300"
SIDES, PEOPLE = 4, 2
LETTERS = 260
# Between two sentences: what ends in a capital before its stop ("U.S. troops") is none.
BETWEEN = re.compile(r"(?<=[^A-Z\s.][.!?])[”’\"]?\s+(?=[^\sa-z])")


def framed(view):
    """Decorator: a card that any site may frame, kept for some minutes."""

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    @wraps(view)
    def shown(request, **ids):
        try:
            response = view(request, **ids)
        except Http404:
            response = render(request, "embed/absent.html", status=404)
        if response.status_code == 410:
            page = reverse("meeting_detail", args=[ids["meeting"]])
            response = render(request, "embed/absent.html", {"page": page}, status=410)
        response["Cache-Control"] = KEPT_FOR
        return response

    return shown


@framed
@with_public(meeting=lambda: Meeting.objects.published().for_detail_page())
def meeting_embed(request, meeting):
    """Seven queries."""
    delegations = delegations_of(meeting)
    load_people(delegations, [])
    context = {
        "meeting": meeting,
        "page": f"{site_of(request)}{meeting.get_absolute_url()}",
        "places": [Place(**row) for row in meeting.place_rows],
        "sides": [side_of(row, meeting) for row in delegations[:SIDES]],
        "more_sides": len(delegations[SIDES:]),
        "said": first_sentence(meeting.outcome or meeting.summary),
        "statement_count": meeting.statements.count(),
    }
    return render(request, "embed/meeting.html", context)


def side_of(delegation, meeting):
    """A party by its name of that day, the first who sat for it, and how many more."""
    named = [one for one in delegation.seated if one.official]
    return {
        "name": delegation.party.name_on(meeting.first_day),
        "people": [person_of(one, {}, str) for one in named[:PEOPLE]],
        "more": len(named[PEOPLE:]),
    }


def first_sentence(text):
    first = BETWEEN.split(" ".join(text.split()), maxsplit=1)[0]
    return Truncator(first).chars(LETTERS, truncate=" …")


@framed
@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def statement_embed(request, meeting, statement):
    """Six queries."""
    statement = get_object_or_404(meeting.statements.for_list_page(), slug=statement)
    context = {
        "meeting": meeting,
        "statement": statement,
        "day": "" if statement.said_on == meeting.starts else statement.day,
        "page": f"{site_of(request)}{statement.get_absolute_url()}",
        "text": Truncator(statement.text).chars(LETTERS_SHOWN, truncate=" …"),
    }
    return render(request, "embed/statement.html", context)
