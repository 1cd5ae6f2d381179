"""Which rows of a meeting were written since it was first published: keys and digests, no texts.

An event holds a row as it was after a write; of a deletion, as it was before.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from talks.models import (
    Delegate,
    Delegation,
    FollowUp,
    FollowUpCitation,
    FollowUpPromiser,
    Meeting,
    MeetingAuspice,
    MeetingCitation,
    MeetingIssue,
    MeetingPlace,
    MeetingSource,
    Statement,
    StatementCitation,
    StatementIssue,
    StatementParty,
    StatementSpeaker,
    Withheld,
)
from talks.models.publication import STATE

# Not told as changes: a place in a list moves whenever something comes in before it.
UNTOLD = {"id", "order", "first_published_at", *STATE}
# Links to another meeting: while that is a draft, they are not to be seen.
TO_MEETINGS = {Meeting: "part_of_id", FollowUp: "to_meeting_id"}


@dataclass(frozen=True)
class Table:
    """A tracked model: `parent` is the column that says to what a row belongs.

    `thing` is the model of what a reader sees as one: a statement with its issues and citations.
    """

    model: type
    parent: str
    thing: type

    @property
    def name(self):
        return self.model._meta.model_name

    @property
    def events(self):
        """The name of the table of its events."""
        return self.model.pgh_event_model._meta.db_table

    def events_by_key(self, keys):
        return self.model.pgh_event_model.objects.in_bulk(keys)

    @property
    def is_at_meeting(self):
        """Whether a row says by itself at which meeting it stands."""
        return self.parent == "meeting_id"

    @property
    def is_thing(self):
        return self.model is self.thing

    @property
    def told(self):
        """The fields that say something to a reader."""
        return [
            field
            for field in self.model.pgh_event_model._meta.concrete_fields
            if field.name not in UNTOLD
            and not field.name.startswith("pgh_")
            and field.attname != self.parent
        ]


def things(thing, above, *parts):
    own = thing._meta.get_field(above).attname if above else "pgh_obj_id"
    below = next(
        (f.attname for f in parts[0]._meta.concrete_fields if f.related_model is thing), None
    )
    return [Table(thing, own, thing), *(Table(part, below, thing) for part in parts)]


TABLES = {
    table.name: table
    for table in [
        *things(
            Meeting, "", MeetingPlace, MeetingAuspice, MeetingIssue, MeetingSource, MeetingCitation
        ),
        *things(Delegation, "meeting", Delegate),
        *things(
            Statement,
            "meeting",
            StatementIssue,
            StatementParty,
            StatementSpeaker,
            StatementCitation,
        ),
        *things(FollowUp, "meeting", FollowUpPromiser, FollowUpCitation),
    ]
}


class Version(NamedTuple):
    """One event, without what it says. `thing` is the key of what the row then belonged to.

    `is_there` is False once the row was deleted, or stood at another meeting; `is_hidden` for a
    meeting that was a draft, and for a link that led to one. Versions differ where `digest` does.
    `context` is the key of the save's history context, if it had one.
    """

    table: str
    thing: int
    row: int
    event: int
    moment: datetime
    is_there: bool
    is_hidden: bool
    digest: str
    context: UUID | None = None
    is_withheld: bool = False


def versions_of(meeting):
    """Every version of each row of a meeting that was written after its first publication.

    Of follow-ups all rows, since it takes a promiser to tell a promise from a link. One query,
    whose cost grows with what the meeting holds, not with the record.
    """
    with connection.cursor() as cursor:
        parameters = {"meeting": meeting.pk, "since": meeting.first_published_at}
        cursor.execute(versions_sql(), parameters)
        return [Version(*row) for row in cursor.fetchall()]


def versions_by_meeting(meetings, tables):
    """The same of several meetings at once, of some tables alone: lists by key. One query.

    `tables` are names, with that of each thing before those of its parts.
    """
    found = {meeting.pk: [] for meeting in meetings}
    one_by_one = versions_sql(tables) % {"meeting": "m.id", "since": "m.since"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.id, v.* FROM unnest(%s::bigint[], %s::timestamptz[]) AS m(id, since) "  # noqa: S608
            f"CROSS JOIN LATERAL ({one_by_one}) AS v",
            [list(found), [meeting.first_published_at for meeting in meetings]],
        )
        for meeting, *row in cursor.fetchall():
            found[meeting].append(Version(*row))
    return found


@cache
def versions_sql(names=tuple(TABLES)):
    """The query of `versions_of`. The ORM would build it anew each time, which takes longer."""
    tables = [TABLES[name] for name in names]
    below_meeting = [table for table in tables if table.is_thing and table.is_at_meeting]
    ever = ", ".join(
        f"ever_{table.name} AS MATERIALIZED ("  # noqa: S608 - our own names, here and below
        f"SELECT DISTINCT pgh_obj_id AS id FROM {table.events} WHERE {at_meeting(table)})"
        for table in below_meeting
    )
    first = f"WITH {ever} " if ever else ""
    return first + " UNION ALL ".join(versions_in(table) for table in tables)


def versions_in(table):
    thing = "pgh_obj_id" if table.is_thing else table.parent
    return (
        f"SELECT '{table.name}', {thing}, pgh_obj_id, pgh_id, pgh_created_at, "  # noqa: S608
        f"{is_there(table)}, {is_hidden(table)}, md5(jsonb_build_array({told(table)})::text), "
        f"pgh_context_id, {is_withheld(table)} "
        f"FROM {table.events} AS event WHERE pgh_obj_id IN ({written(table)})"
    )


def written(table):
    """The keys of the rows whose versions are wanted."""
    rows = f"SELECT pgh_obj_id FROM {table.events} WHERE "  # noqa: S608
    since = "pgh_created_at > %(since)s"
    if table.thing is Meeting:
        return f"{rows} {at_meeting(table)} AND {since}"
    ever = f"SELECT id FROM ever_{table.thing._meta.model_name}"  # noqa: S608
    if not table.is_thing:
        below = f"{rows} {table.parent} IN ({ever})"
        return below if table.thing is FollowUp else f"{below} AND {since}"
    if table.thing is FollowUp:
        return ever
    # What moved to another meeting may have no event here.
    now = f"SELECT id FROM {table.model._meta.db_table} WHERE {at_meeting(table)}"  # noqa: S608
    return f"{rows} {at_meeting(table)} AND {since} UNION ALL ({ever} EXCEPT {now})"


def at_meeting(table):
    return f"{table.parent} = %(meeting)s"


def is_there(table):
    stands = "pgh_label <> 'delete'"
    return f"{stands} AND {at_meeting(table)}" if table.is_at_meeting else stands


def is_hidden(table):
    if table.model is Meeting:
        return "is_draft"
    if table.model is FollowUp:
        return f"text = '' AND {seen_then('to_meeting_id')} IS NULL"
    return "false"


def is_withheld(table):
    withheld = Withheld._meta.db_table
    return f"pgh_id IN (SELECT event FROM {withheld} WHERE model = '{table.name}')"  # noqa: S608


def told(table):
    columns = (field.attname for field in table.told)
    linked = TO_MEETINGS.get(table.model)
    return ", ".join(seen_then(column) if column == linked else column for column in columns)


def seen_then(column):
    """The meeting a column leads to, if it is published, and was when the event was written."""
    return (
        f"(SELECT id FROM {Meeting._meta.db_table} AS other WHERE other.id = event.{column} "  # noqa: S608
        "AND NOT other.is_draft AND other.first_published_at <= event.pgh_created_at)"
    )
