"""Which moment names a meeting's page as it stands now: that of the last change to what it says.

Counted are the meeting's own rows, those that it once had too, and the nouns that these name with
their names and posts. A day is enough, unless the change was today.
"""

from collections import defaultdict
from datetime import UTC
from functools import cache

from django.db import connection
from django.utils import timezone

from talks.models import Meeting

from .moments import day_of, moment_of
from .tracked import nouns_named, parts_of


def version_of(meeting):
    """As `asked()` gives it, so that `?as_of=` with its text shows what stands now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(changed_sql(), {"meeting": meeting.pk})
        last = cursor.fetchone()[0]
    last = max(filter(None, [last, meeting.first_published_at]))
    day = timezone.localdate(last)
    if day < timezone.localdate():
        return day_of(day.isoformat())
    return moment_of(last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


@cache
def changed_sql():
    """Keys of rows go down from the meeting, and from its rows to the nouns that they name."""
    found, named = [], defaultdict(list)
    keys = {Meeting: "%(meeting)s"}
    for model, above, its in below(Meeting):
        keys[model] = f"SELECT pgh_obj_id FROM {events(model)} WHERE {its} IN ({keys[above]})"  # noqa: S608
    for model, rows in keys.items():
        found.append(last_of(model, rows))
        for attribute, noun in nouns_named(model).items():
            if noun is not Meeting:
                named[noun].append(
                    f"SELECT {attribute} FROM {events(model)} WHERE pgh_obj_id IN ({rows})"  # noqa: S608
                )
    for noun, ways in named.items():
        rows = " UNION ".join(ways)
        found.append(last_of(noun, rows))
        found += [
            f"(SELECT max(pgh_created_at) FROM {events(part)} WHERE {its} IN ({rows}))"  # noqa: S608
            for part, its in parts_of(noun).items()
        ]
    return f"SELECT GREATEST({', '.join(found)})"


def below(model):
    """Each kind of row below another, with the other and the column that names it."""
    for part, its in parts_of(model).items():
        yield part, model, its
        yield from below(part)


def last_of(model, rows):
    return f"(SELECT max(pgh_created_at) FROM {events(model)} WHERE pgh_obj_id IN ({rows}))"  # noqa: S608


def events(model):
    return model.pgh_event_model._meta.db_table
