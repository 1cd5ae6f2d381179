"""Rows as answers: the objects of the record file as JSON; no query grows with their number."""

from django.http import HttpResponse
from pydantic_core import to_json

from talks.models import FollowUp, Statement
from talks.record.exporter import PUBLISHED, Objects

from .models import WITHOUT

MEDIA_TYPE = "application/json"
BELOW_MEETING = {"statement": Statement, "follow_up": FollowUp}


def answer(data):
    """JSON that needs no check: a test holds it against the models that are declared."""
    return HttpResponse(to_json(data), content_type=MEDIA_TYPE)


def in_list(noun, ids):
    """Rows as they stand in a list."""
    if noun in BELOW_MEETING:
        return below_meetings(noun, ids)
    return list(Objects(PUBLISHED, without=WITHOUT).objects(noun, ids))


def in_full(noun, pk):
    if noun in BELOW_MEETING:
        return below_meetings(noun, [pk])[0]
    return next(Objects(PUBLISHED).objects(noun, [pk]))


def below_meetings(noun, ids):
    """Statements or follow-ups, each with the id of its meeting."""
    meetings = BELOW_MEETING[noun].objects.filter(pk__in=ids)
    slugs = dict(meetings.values_list("pk", "meeting__slug"))
    objects = Objects(PUBLISHED).objects(noun, ids)
    return [{"meeting": slugs[pk]} | renamed(noun, o) for pk, o in zip(ids, objects, strict=True)]


def renamed(noun, data):
    if noun != "follow_up" or "meeting" not in data:
        return data
    return {"later_meeting" if key == "meeting" else key: data[key] for key in data}
