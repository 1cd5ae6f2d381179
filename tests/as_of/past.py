"""Tests' own past: whatever was written so far is moved back by some days."""

import pgtrigger
from django.db import connection

from talks.as_of.moments import Periods
from talks.as_of.state import State
from talks.as_of.tables import as_it_stood
from talks.as_of.tracked import TRACKED
from talks.models import Meeting
from talks.record.exporter import Linked, Objects


def days_go_by(days=1):
    tables = {model.pgh_event_model: "pgh_created_at" for model in TRACKED}
    moved = [*tables.items(), (Meeting, "first_published_at")]
    moved.append((Meeting.pgh_event_model, "first_published_at"))
    with pgtrigger.ignore(), connection.cursor() as cursor:
        for model, column in moved:
            name = model._meta.db_table
            earlier = f"{column} = {column} - %s * interval '1 day'"
            cursor.execute(f"UPDATE {name} SET {earlier}", [days])  # noqa: S608 - our own names


def meeting_object(pk):
    """As exports have it; links to drafts left out."""
    linkable = Linked(Meeting.objects.published())
    return next(Objects(linkable).objects("meeting", [pk]))


def state_then(meeting, moment):
    return State(meeting, moment, Periods(meeting))


def object_then(meeting, moment):
    with as_it_stood(state_then(meeting, moment)):
        return meeting_object(meeting.pk)
