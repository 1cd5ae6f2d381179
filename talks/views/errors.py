"""Answers to requests that cannot be served, in the site's own look, with a way on.

400.html and 500.html are shown by Django itself: they need no request, no database and no list of
static files, since any of these may be what went wrong.
"""

import re
from pathlib import PurePosixPath

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localtime

from talks.data_forms import FORMS

WORDS_AT_MOST, LETTERS_AT_MOST = 12, 40
WORD = re.compile(r"[^\W_]+")
# The other forms in which an address may answer as data, by its ending.
DATA = {f".{form.ending}" for form in FORMS} - {".json"}
# Parts of addresses that name a kind of page, not what is on it.
PAGES = {
    *("meetings", "statements", "officials", "parties", "issues", "processes", "places", "sources"),
    *("follow", "ups", "calendar", "map", "about", "search", "admin", "changes", "with", "api"),
    *("index", "html", "htm", "php", "json", "csv", "atom", "ics", "txt", "xml"),
}


def not_found(request, exception):
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def gone(request, withdrawn=None):
    """What was here was removed from the record; or a meeting was withdrawn, for a reason.

    An address of data answers as data: JSON, or one line of text.
    """
    form = PurePosixPath(request.path).suffix
    said = said_of(withdrawn)
    if form == ".json":
        return JsonResponse({"gone": True} | said, status=410)
    if form in DATA:
        words = f"Withdrawn on {said['withdrawn']}: {said['reason']}" if said else "Removed."
        return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", status=410)
    return render(request, "410.html", {"words": "", "withdrawn": withdrawn}, status=410)


def said_of(withdrawn):
    """What the public is told of a withdrawn meeting: when and why, and nothing of the draft."""
    if withdrawn is None:
        return {}
    day = localtime(withdrawn.withdrawn_at).date().isoformat()
    return {"withdrawn": day, "reason": withdrawn.withdrawn_because}


def forbidden(request, exception):
    return render(request, "403.html", {"takes_forms": False}, status=403)


def not_a_form_of_ours(request, reason=""):
    """A form without the token that the site puts into each of its own.

    A page that takes one says by `without_token` what it answers then. But for those only the admin
    takes forms: anywhere else, what was sent is refused whatever it holds.
    """
    if answer := getattr(request.resolver_match.func, "without_token", None):
        return answer(request)
    if "admin" in request.resolver_match.app_names:
        return render(request, "403.html", {"takes_forms": True}, status=403)
    return HttpResponseNotAllowed(["GET", "HEAD"], render_to_string("405.html", request=request))


def words_of(path):
    """The words of an address that a reader may have meant: "wendy sherman"."""
    words = [word for word in WORD.findall(path[:2000]) if word.casefold() not in PAGES]
    return " ".join([word for word in words if len(word) <= LETTERS_AT_MOST][:WORDS_AT_MOST])
