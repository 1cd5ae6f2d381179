"""Many rows of a model given values of their own by one statement."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection

from talks.models.fields import derived_from


def can_write(model, names):
    """Whether these fields (by name) are plain columns on which nothing else of the row rests."""
    fields = [model._meta.get_field(name) for name in names]
    return not derived_from(model, names) and not any(isinstance(f, ArrayField) for f in fields)


def write_values(model, names, values):
    """`values` are lists by key, in the order of `names`, which `can_write` allows."""
    fields = [model._meta.get_field(name) for name in names]
    table, quoted = model._meta.db_table, connection.ops.quote_name
    types = ["bigint", *(field.db_type(connection) for field in fields)]
    columns = [quoted(field.column) for field in fields]
    prepared = [
        [f.get_db_prep_save(v[i], connection) for v in values.values()]
        for i, f in enumerate(fields)
    ]
    sets = ", ".join(f"{column} = new.{column}" for column in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    sql = (
        f"UPDATE {quoted(table)} SET {sets} FROM unnest({arrays}) "  # noqa: S608 - names of ours
        f"AS new (key_of_row, {', '.join(columns)}) WHERE {quoted(table)}.id = new.key_of_row"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(values), *prepared])
