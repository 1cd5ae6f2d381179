"""What was counted over many rows is kept until the record changes."""

from hashlib import sha256

from django.core.cache import cache
from django.db import connection

KEPT_FOR = 24 * 60 * 60


def kept(key, count):
    """What `count()` answers for the record as it stands, asked anew only after a change.

    `key` tells one count from another by its `repr`. The answer is kept in this process's cache,
    pickled. One query, and those of `count`.
    """
    if not (version := record_version()):
        return count()
    name = sha256(repr((version, key)).encode()).hexdigest()
    return cache.get_or_set(name, count, KEPT_FOR)


def kept_ids(key, rows):
    """The ids of the rows of a queryset, in their order."""
    return kept((key, "ids"), lambda: list(rows.values_list("pk", flat=True)))


def record_version():
    """What is the same only while nothing is written; None amid a transaction's own writing.

    Two queries whose snapshots are equal see the same rows: every transaction that one sees ended
    the other sees ended. A transaction's own writes are not in its snapshot. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_snapshot()::text WHERE pg_current_xact_id_if_assigned() IS NULL"
        )
        row = cursor.fetchone()
    return row and row[0]
