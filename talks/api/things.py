"""One thing by its id: the present row, a way from an old id, or word that it is gone."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from talks.models import Meeting
from talks.record.states import one_state
from talks.views.addresses import find, statement_now

from .answers import answer, in_full


def thing_answer(request, kind, slug):
    """A noun or a meeting. An old id leads to the present address."""
    with one_state():
        row = find(kind.rows().only("slug"), slug)
        if row.slug == slug:
            return answer(in_full(kind.noun, row.pk))
    return moved(request, {kind.noun: row.slug})


def meeting_of(slug):
    return find(Meeting.objects.published().only("slug"), slug)


def statement_answer(request, meeting, statement):
    ids = {"meeting": meeting, "statement": statement}
    found = meeting_of(meeting)
    if found.slug != meeting:
        return moved(
            request, ids | {"meeting": found.slug} | statement_now(ids, {"meeting": found})
        )
    return below(found.statements, "statement", statement)


def follow_up_answer(request, meeting, follow_up):
    found = meeting_of(meeting)
    if found.slug != meeting:
        return moved(request, {"meeting": found.slug, "follow_up": follow_up})
    return below(found.follow_ups.promises(), "follow_up", follow_up)


def below(rows, noun, slug):
    with one_state():
        pk = rows.filter(slug=slug).values_list("pk", flat=True).first()
        if pk is None:
            raise Http404
        return answer(in_full(noun, pk))


def moved(request, ids):
    match = request.resolver_match
    response = HttpResponsePermanentRedirect(reverse(match.view_name, kwargs=ids))
    del response.headers["Content-Type"]
    return response
