"""From the ids in an address to the public rows they name, now or before."""

from functools import wraps

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from talks.models import Meeting, MovedStatement, OldId

from .errors import gone


class Gone(Exception):
    """The id named something that was removed, or the meeting `withdrawn` with a reason."""

    def __init__(self, withdrawn=None):
        super().__init__()
        self.withdrawn = withdrawn


def site_of(request):
    """What the addresses of this site begin with: "https://talks.example"."""
    return request.build_absolute_uri("/")[:-1]


def with_public(**nouns):
    """Decorator: the view gets public rows in place of the ids in its address.

    `nouns` maps the name in the address to a function that returns the rows that may be shown. An
    old id leads to the present address (301), a removed one is answered 410, any other 404.
    """

    def decorate(view):
        @wraps(view)
        def shown(request, **ids):
            try:
                found = {name: find(rows(), ids[name]) for name, rows in nouns.items()}
            except Gone as left:
                return gone(request, left.withdrawn)
            present = ids | {name: row.slug for name, row in found.items()}
            if present != ids:
                return moved(request, present | statement_now(ids, found))
            return view(request, **ids | found)

        return shown

    return decorate


def find(rows, slug):
    """The row an id names, now or before; Http404 when nothing public has it, or `Gone`."""
    if row := rows.filter(slug=slug).first():
        return row
    old = OldId.objects.filter(noun=rows.model._meta.model_name, slug=slug).first()
    if old is None:
        raise absent(rows.model, slug, Q(slug=slug))
    if old.target is None and was_public(old.noun, slug):
        raise Gone
    row = rows.filter(pk=old.target).first()
    if row is None:
        raise absent(rows.model, slug, Q(pk=old.target))
    return row


def absent(model, slug, named):
    """Http404, or `Gone` with the meeting that was withdrawn while it had this id, or before."""
    if model is not Meeting:
        return Http404()
    shown = Meeting.objects.withdrawn().only("withdrawn_at", "withdrawn_because")
    withdrawn = shown.filter(named).first()
    is_known = withdrawn and was_public(model._meta.model_name, slug)
    return Gone(withdrawn) if is_known else Http404()


def was_public(noun, slug):
    """Whether an id was ever to be seen; of meetings alone, history tells.

    "Gone" would else say that there had been a draft.
    """
    if noun != Meeting._meta.model_name:
        return True
    history = Meeting.events.rel.related_model.objects
    return history.filter(slug=slug, is_draft=False).exists()


def statement_now(ids, found):
    """The present id of a statement, which may be a new one where two meetings were merged."""
    if "statement" not in ids or "meeting" not in found:
        return {}
    rows = MovedStatement.objects
    return {"statement": rows.slug_now(found["meeting"], ids["meeting"], ids["statement"])}


def moved(request, ids):
    """A permanent redirect to the same page under present ids, with the same query string."""
    query = request.META["QUERY_STRING"]
    address = reverse(request.resolver_match.url_name, kwargs=ids)
    return redirect(f"{address}?{query}" if query else address, permanent=True)
