"""Which moment names what is cited as it stands now: that of the last change that readers saw.

Counted are the public changes of a meeting, or of one statement and the meeting's own row, and
what is said now of the nouns that these name. A day is enough, unless the change was today.
"""

from collections import defaultdict
from datetime import UTC
from functools import cache

from django.db import connection
from django.utils import timezone

from talks.history import changes_since_publication
from talks.models import Meeting, MeetingPlace, Statement

from .moments import day_of, moment_of
from .tracked import nouns_named, parts_of


def version_of(meeting, statement=None):
    """As `asked()` gives it, so that `?as_of=` with its text shows what stands now. Two queries."""
    things = {(Meeting, meeting.pk), (Statement, statement.pk)} if statement else None
    moments = [
        change.moment
        for change in changes_since_publication(meeting)
        if things is None or (change.thing, change.pk) in things
    ]
    nouns = nouns_changed(meeting, statement)
    last = max(filter(None, [meeting.first_published_at, nouns, *moments]))
    day = timezone.localdate(last)
    if day < timezone.localdate():
        return day_of(day.isoformat())
    return moment_of(last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def nouns_changed(meeting, statement):
    with connection.cursor() as cursor:
        sql = nouns_sql(Statement if statement else Meeting)
        cursor.execute(sql, {"meeting": meeting.pk, "statement": statement and statement.pk})
        return cursor.fetchone()[0]


@cache
def nouns_sql(root):
    """The last event of the nouns that the rows below `root` name, with their names and posts."""
    below, named = rows_below(root), defaultdict(list)
    for model in below:
        for attribute, noun in nouns_named(model).items():
            if noun is not Meeting:
                named[noun].append(rows(model, "id", model, attribute))
    nouns = {noun: " UNION ".join(ways) for noun, ways in named.items()}
    # Each set of keys is found once, and asked for at several places.
    sets = ", ".join(f"{name_of(m)} AS MATERIALIZED ({sql})" for m, sql in (below | nouns).items())
    found = [last_of(noun, "pgh_obj_id", noun) for noun in nouns]
    found += [last_of(part, its, noun) for noun in nouns for part, its in parts_of(noun).items()]
    return f"WITH {sets} SELECT GREATEST({', '.join(found)})"


def rows_below(root):
    """For each kind of row the keys of those that stand below, as SQL."""
    keys = {Meeting: "SELECT %(meeting)s AS id"}
    if root is Statement:
        keys[Statement] = "SELECT %(statement)s AS id"
        keys[MeetingPlace] = rows(MeetingPlace, "meeting_id", Meeting)
    for model, above, its in parts_below(root):
        keys[model] = rows(model, its, above)
    return keys


def parts_below(model):
    """Each kind of row below another, with the other and the column that names it."""
    for part, its in parts_of(model).items():
        yield part, model, its
        yield from parts_below(part)


def rows(model, column, above, chosen="id"):
    table = model._meta.db_table
    return f"SELECT DISTINCT {chosen} AS id FROM {table} WHERE {column} IN ({keys_of(above)})"  # noqa: S608


def last_of(model, column, above):
    events = model.pgh_event_model._meta.db_table
    return f"(SELECT max(pgh_created_at) FROM {events} WHERE {column} IN ({keys_of(above)}))"  # noqa: S608


def keys_of(model):
    return f"SELECT id FROM {name_of(model)}"  # noqa: S608


def name_of(model):
    return f"of_{model._meta.model_name}"
