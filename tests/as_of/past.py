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
    moved = [
        f"UPDATE {model.pgh_event_model._meta.db_table} "
        f"SET pgh_created_at = pgh_created_at - interval '{days} days'"
        for model in TRACKED
    ]
    for table in (Meeting, Meeting.pgh_event_model):
        column = "first_published_at"
        name = table._meta.db_table
        moved.append(f"UPDATE {name} SET {column} = {column} - interval '{days} days'")
    with pgtrigger.ignore(), connection.cursor() as cursor:
        for statement in moved:
            cursor.execute(statement)


def meeting_object(pk):
    """As exports have it; links to drafts left out."""
    linkable = Linked(Meeting.objects.published())
    return next(Objects(linkable).objects("meeting", [pk]))


def state_then(meeting, moment):
    return State(meeting, moment, Periods(meeting))


def object_then(meeting, moment):
    with as_it_stood(state_then(meeting, moment)):
        return meeting_object(meeting.pk)
