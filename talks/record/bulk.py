"""Many rows at once: ids drawn ahead, rows sent by COPY, so that an import is not a query a row.

Triggers, constraints and derived fields work as with `save()`; signals are not sent.
"""

from collections import defaultdict

from django.db import connection, models

DRAWN_AT_ONCE = 1000


class Ids:
    """Primary keys drawn from the tables' own sequences, many at a time."""

    def __init__(self):
        self.drawn = defaultdict(list)

    def next(self, model):
        drawn = self.drawn[model]
        if not drawn:
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, DRAWN_AT_ONCE],
                )
                drawn.extend(reversed([pk for (pk,) in cursor.fetchall()]))
        return drawn.pop()


def copy_rows(model, rows):
    """Insert rows that have their primary keys. One statement."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField)
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    command = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(
                [
                    field.get_db_prep_save(field.pre_save(row, True), connection)
                    for field in fields
                ]
            )
