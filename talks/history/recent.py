"""Which meetings were saved last since they were published: where the newest changes are."""

from functools import cache

from django.db import connection

from talks.models import Meeting

from .events import TABLES


def recent_saves(most):
    """Pairs of a published meeting's key and a moment, newest first. One query over all events.

    Not each of these saves changed what readers see: `changes_by_meeting` knows. Parts of what
    was removed since are found by its removal alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(recent_sql(), {"most": most})
        return cursor.fetchall()


@cache
def recent_sql():
    saves = " UNION ".join(f"({saves_of(table)})" for table in TABLES.values())
    return f"SELECT * FROM ({saves}) AS saves ORDER BY moment DESC, id DESC LIMIT %(most)s"  # noqa: S608 - our own names, here and below


def saves_of(table):
    """Those that wrote to one table."""
    return (
        f"SELECT DISTINCT meeting.id, event.pgh_created_at AS moment FROM {table.events} AS event "  # noqa: S608
        f"{thing_of(table)} JOIN {Meeting._meta.db_table} AS meeting ON {at_meeting(table)} "
        "WHERE NOT meeting.is_draft AND event.pgh_created_at > meeting.first_published_at "
        "ORDER BY moment DESC, id DESC LIMIT %(most)s"
    )


def thing_of(table):
    """The thing that a part belongs to, since that alone says to which meeting."""
    if table.thing is Meeting or table.is_at_meeting:
        return ""
    return f"JOIN {table.thing._meta.db_table} AS thing ON thing.id = event.{table.parent}"


def at_meeting(table):
    if table.thing is Meeting:
        key = "pgh_obj_id" if table.is_thing else table.parent
        return f"meeting.id = event.{key}"
    return f"meeting.id = {'event' if table.is_at_meeting else 'thing'}.meeting_id"
