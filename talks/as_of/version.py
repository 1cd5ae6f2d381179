"""Which moment names what is cited as it stands now: that of the last change to what it says.

Counted are the rows of a meeting, or of one statement with its meeting's own row, those that were
removed since too, and the nouns that they name with their names and posts. A day is enough, unless
the change was today.
"""

from collections import defaultdict
from datetime import UTC
from functools import cache

from django.db import connection
from django.utils import timezone

from talks.models import Meeting, MeetingPlace, Statement

from .moments import day_of, moment_of
from .tracked import nouns_named, parts_of


def version_of(meeting, statement=None):
    """As `asked()` gives it, so that `?as_of=` with its text shows what stands now. One query."""
    root = Statement if statement else Meeting
    with connection.cursor() as cursor:
        given = {"meeting": meeting.pk, "statement": statement and statement.pk}
        cursor.execute(changed_sql(root), given)
        last = cursor.fetchone()[0]
    last = max(filter(None, [last, meeting.first_published_at]))
    day = timezone.localdate(last)
    if day < timezone.localdate():
        return day_of(day.isoformat())
    return moment_of(last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


@cache
def changed_sql(root):
    """The last event of the rows below `root`, and of the nouns that they name."""
    below = rows_below(root)
    named = defaultdict(list)
    for model in below:
        for attribute, noun in nouns_named(model).items():
            if noun is not Meeting:
                named[noun].append(ever(model, "pgh_obj_id", model, attribute))
    nouns = {noun: " UNION ".join(ways) for noun, ways in named.items()}
    # Each set of keys is found once, and asked for at several places.
    sets = ", ".join(f"{name_of(m)} AS MATERIALIZED ({sql})" for m, sql in (below | nouns).items())
    found = [last_of(model, "pgh_obj_id", model) for model in (*below, *nouns)]
    found += [last_of(part, its, noun) for noun in nouns for part, its in parts_of(noun).items()]
    return f"WITH {sets} SELECT GREATEST({', '.join(found)})"  # noqa: S608


def rows_below(root):
    """For each kind of row the keys of those that ever stood below, as SQL."""
    keys = {Meeting: "SELECT %(meeting)s AS id"}
    if root is Statement:
        keys[Statement] = "SELECT %(statement)s AS id"
        keys[MeetingPlace] = ever(MeetingPlace, "meeting_id", Meeting)
    for model, above, its in parts_below(root):
        keys[model] = ever(model, its, above)
    return keys


def parts_below(model):
    """Each kind of row below another, with the other and the column that names it."""
    for part, its in parts_of(model).items():
        yield part, model, its
        yield from parts_below(part)


def ever(model, column, above, chosen="pgh_obj_id"):
    return f"SELECT DISTINCT {chosen} AS id {events_below(model, column, above)}"


def last_of(model, column, above):
    return f"(SELECT max(pgh_created_at) {events_below(model, column, above)})"


def events_below(model, column, above):
    events = model.pgh_event_model._meta.db_table
    return f"FROM {events} WHERE {column} IN (SELECT id FROM {name_of(above)})"  # noqa: S608


def name_of(model):
    return f"of_{model._meta.model_name}"
