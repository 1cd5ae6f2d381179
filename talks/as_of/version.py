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
    keys = keys_below(root)
    found, named = [last_of(model, rows) for model, rows in keys.items()], defaultdict(list)
    for model, rows in keys.items():
        for attribute, noun in nouns_named(model).items():
            if noun is not Meeting:
                chosen = f"SELECT {attribute} FROM {events(model)} WHERE pgh_obj_id IN ({rows})"  # noqa: S608
                named[noun].append(chosen)
    for noun, ways in named.items():
        rows = " UNION ".join(ways)
        found.append(last_of(noun, rows))
        for part, its in parts_of(noun).items():
            theirs = f"SELECT pgh_obj_id FROM {events(part)} WHERE {its} IN ({rows})"  # noqa: S608
            found.append(last_of(part, theirs))
    return f"SELECT GREATEST({', '.join(found)})"


def keys_below(root):
    """For each kind of row the keys of those that ever stood below, as SQL."""
    keys = {Meeting: "%(meeting)s"}
    if root is Statement:
        keys[Statement] = "%(statement)s"
        places = events(MeetingPlace)
        keys[MeetingPlace] = f"SELECT pgh_obj_id FROM {places} WHERE meeting_id = %(meeting)s"  # noqa: S608
    for model, above, its in below(root):
        keys[model] = f"SELECT pgh_obj_id FROM {events(model)} WHERE {its} IN ({keys[above]})"  # noqa: S608
    return keys


def below(model):
    """Each kind of row below another, with the other and the column that names it."""
    for part, its in parts_of(model).items():
        yield part, model, its
        yield from below(part)


def last_of(model, rows):
    return f"(SELECT max(pgh_created_at) FROM {events(model)} WHERE pgh_obj_id IN ({rows}))"  # noqa: S608


def events(model):
    return model.pgh_event_model._meta.db_table
