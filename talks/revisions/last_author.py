"""Who wrote last at a meeting or at anything below it, as the history has it."""

from django.db import connection

from talks.models import Meeting
from talks.models.publication import STATE

from .saves import scope
from .tables import events_table, fields_of

# Another order of a list, say, is a change like any other; to publish or to withdraw is none.
WRITTEN = [
    field.column for field in fields_of(Meeting) if field.name not in {*STATE, "first_published_at"}
]
# Who applied a proposed change has read it, and wrote none of it: the words are its proposer's. To
# count both would keep two people from ever publishing again what they changed together.
AUTHOR = "COALESCE(metadata->>'proposed_by', metadata->>'user')"


def last_author(meeting):
    """The id of the user who last changed it, or proposed that; None where no user did. One query.

    Imports and commands that no user started are passed over: they do not hide who wrote before.
    """
    sql = (
        f"SELECT {AUTHOR} FROM pghistory_context JOIN "  # noqa: S608
        f"({changes(meeting)}) AS found ON found.pgh_context_id = pghistory_context.id "
        f"WHERE {AUTHOR} IS NOT NULL ORDER BY moment DESC LIMIT 1"
    )
    row = asked(sql, meeting)
    return int(row[0]) if row else None


def version_of(meeting):
    """What differs as soon as anything below it, or the meeting itself, is written. One query."""
    tables = " UNION ALL ".join(
        f"SELECT count(*) AS number FROM {events_table(model)} WHERE {condition}"  # noqa: S608
        for model, condition in conditions().items()
    )
    return str(asked(f"SELECT sum(number) FROM ({tables}) AS tables", meeting)[0])  # noqa: S608


def conditions():
    return scope(Meeting, "pgh_obj_id = %(pk)s")


def changes(meeting):
    """SQL for the last moment of each context in each table."""
    rows = {model: (events_table(model), sql) for model, sql in conditions().items()}
    rows[Meeting] = (f"({writings()}) AS written", "is_writing")
    return " UNION ALL ".join(
        f"SELECT pgh_context_id, max(pgh_created_at) AS moment FROM {table} "  # noqa: S608
        f"WHERE {condition} GROUP BY 1"
        for table, condition in rows.values()
    )


def writings():
    """SQL for the meeting's own events, each with whether it says more than its state."""
    row = f"ROW({', '.join(WRITTEN)})"
    return (
        f"SELECT *, {row} IS DISTINCT FROM lag({row}) OVER (ORDER BY pgh_id) AS is_writing "  # noqa: S608
        f"FROM {events_table(Meeting)} WHERE pgh_obj_id = %(pk)s"
    )


def asked(sql, meeting):
    with connection.cursor() as cursor:
        cursor.execute(sql, {"pk": meeting.pk})
        return cursor.fetchone()
