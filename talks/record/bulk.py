"""Many rows at once: ids drawn ahead, rows sent by COPY, so that an import is not a query a row.

Triggers, constraints and derived fields work as with `save()`; signals are not sent.
"""

from collections import defaultdict

from django.db import connections, models
from django.db.utils import DEFAULT_DB_ALIAS

DRAWN_FIRST, DRAWN_AT_MOST = 10, 1000


class Ids:
    """Primary keys drawn from the tables' own sequences: the more, the more were drawn before."""

    def __init__(self):
        self.drawn = defaultdict(list)
        self.wanted = defaultdict(lambda: DRAWN_FIRST)

    def next(self, model):
        drawn = self.drawn[model]
        if not drawn:
            table, count = model._meta.db_table, self.wanted[model]
            self.wanted[model] = min(4 * count, DRAWN_AT_MOST)
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, count],
                )
                drawn.extend(reversed([pk for (pk,) in cursor.fetchall()]))
        return drawn.pop()


def copy_rows(model, rows):
    """Insert rows that have their primary keys. One statement."""
    # Not the proxy `django.db.connection`, which looks the connection up at each of its uses.
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField)
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    command = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    # Psycopg's own cursor raises psycopg's own errors; callers know Django's.
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(command) as copy,
    ):
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
            )
