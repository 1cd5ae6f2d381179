"""What was counted over many rows is kept until the record changes."""

from functools import cache as once
from hashlib import sha256

import pghistory.models
from django.apps import apps
from django.core.cache import cache
from django.db import connection

# A change that was begun before another and committed after it is not told by the last events'
# ids: what is kept is forgotten after so many seconds in any case.
KEPT_FOR = 60


def kept(key, count):
    """What `count()` answers for the record as it stands, asked anew only after a change.

    `key` tells one count from another by its `repr`. The answer is kept in this process's cache,
    pickled. One query, and those of `count`.
    """
    name = sha256(repr((record_version(), key)).encode()).hexdigest()
    return cache.get_or_set(name, count, KEPT_FOR)


def record_version():
    """What is different after every change: the last event of each history table. One query.

    Triggers write the events for each insert, update and delete, by whatever way they come.
    """
    with connection.cursor() as cursor:
        cursor.execute(last_events())
        return cursor.fetchone()


@once
def last_events():
    histories = [m for m in apps.get_models() if issubclass(m, pghistory.models.Event)]
    last = [f"(SELECT max(pgh_id) FROM {model._meta.db_table})" for model in histories]  # noqa: S608
    return f"SELECT {', '.join(last)}"
