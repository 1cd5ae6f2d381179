"""The query behind facets: rows found once, then counted along each of several dimensions."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, QuerySet, Value
from django.db.models.expressions import RawSQL

SHOWN_VALUES = 10
# Of so many rows that rank first the ids are told.
BEST = 200


@dataclass(frozen=True)
class Tie:
    """Pairs of a row's id and a value, from a table beside the rows; no pair may come twice."""

    rows: QuerySet
    row: str
    value: str


@dataclass(frozen=True)
class Dimension:
    """What rows are counted by; `name` is the query-string parameter that filters by it.

    Values are of the row itself (`own`, an expression), from `ties`, or both; `may_repeat` says
    that one pair may come from several of these. `noun` is the model that the values are of:
    several of a noun may be chosen at once. `words` makes a label of a value, or of `columns` of
    the noun.
    """

    name: str
    label: str
    own: object = None
    ties: tuple = ()
    noun: type[Model] | None = None
    columns: tuple = ("name",)
    words: object = str
    may_repeat: bool = False
    top: int = SHOWN_VALUES


def count_by(rows, dimensions, chosen, cap, rank=None):
    """The number of rows (`cap` + 1 for more); the ids of those that `rank`, an expression, puts
    first, none without it; and by name (value, label, count, values in all).

    `chosen` are the values, by name, that come first whatever their count.
    """
    own = [d.own if hasattr(d.own, "resolve_expression") else F(d.own) for d in dimensions if d.own]
    best = 0 if rank is None else BEST
    try:
        found = rows.values_list("pk", Value(0.0) if rank is None else rank, *own)[: cap + 1]
        sql, params = found.query.sql_with_params()
    except EmptyResultSet:
        return 0, [], {}
    names = ", ".join(["id", "rank", *(f"own{n}" for n in range(len(own)))])
    counts, count_params = counting(dimensions)
    first, first_params = choosing(dimensions, chosen)
    shown, shown_params = naming(dimensions)
    # Names of tables and columns are our own; values are parameters.
    statement = f"""
        WITH one_more ({names}) AS MATERIALIZED ({sql}),
        found AS NOT MATERIALIZED (SELECT * FROM one_more LIMIT {int(cap)}),
        chosen (dimension, value) AS ({first}),
        counted (dimension, value, n) AS ({counts}),
        summed AS (
            SELECT dimension, value, sum(n)::bigint AS n FROM counted
            WHERE value <> '' GROUP BY dimension, value
        ),
        ranked AS (
            SELECT *, count(*) OVER (PARTITION BY dimension) AS values_in_all, row_number() OVER (
                PARTITION BY dimension
                ORDER BY (dimension, value) IN (SELECT * FROM chosen) DESC, n DESC, value
            ) AS place
            FROM summed
        )
        SELECT '', '', ARRAY(SELECT id FROM found ORDER BY rank DESC, id DESC LIMIT %s)::text[],
            count(*), 0, 0
        FROM one_more UNION ALL ({shown}) ORDER BY 6
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *first_params, *count_params, best, *shown_params])
        (_, _, ids, total, _, _), *found = cursor.fetchall()
    words, counted = {d.name: d.words for d in dimensions}, {}
    for name, value, named, count, values_in_all, _ in found:
        counted.setdefault(name, []).append((value, words[name](*named), count, values_in_all))
    return total, [int(pk) for pk in ids], counted


def counting(dimensions):
    """SQL for (dimension, value, number): the rows' own values in one pass, then each tie."""
    own = [d for d in dimensions if d.own]
    parts, params = [], []
    if own:
        columns = [f"own{n}" for n in range(len(own))]
        cases = " ".join(f"WHEN GROUPING({column}) = 0 THEN %s" for column in columns)
        values = ", ".join(f"{column}::text" for column in columns)
        sets = ", ".join(f"({column})" for column in columns)
        parts.append(
            f"SELECT CASE {cases} END, COALESCE({values}), count(*)"  # noqa: S608
            f" FROM found GROUP BY GROUPING SETS ({sets})"
        )
        params += [d.name for d in own]
    for dimension in dimensions:
        if pairs := [tied(tie) for tie in dimension.ties]:
            union = " UNION " if dimension.may_repeat else " UNION ALL "
            parts.append(
                f"SELECT %s, value::text, count(*) FROM ({union.join(sql for sql, _ in pairs)})"  # noqa: S608
                " AS pairs (id, value) GROUP BY value"
            )
            params += [dimension.name, *(value for _, values in pairs for value in values)]
    return " UNION ALL ".join(parts), params


def tied(tie):
    among = {f"{tie.row}__in": RawSQL("SELECT id FROM found", ())}
    return (
        tie.rows.order_by().filter(**among).values_list(tie.row, tie.value).query.sql_with_params()
    )


def choosing(dimensions, chosen):
    """SQL for (dimension, value) of what is chosen, nouns by their keys."""
    parts, params = ["SELECT '', ''"], []
    for dimension in dimensions:
        if values := sorted(chosen.get(dimension.name, ())):
            table = dimension.noun and dimension.noun._meta.db_table
            ids = f"SELECT %s, id::text FROM {table} WHERE slug = ANY(%s)"  # noqa: S608
            parts.append(ids if table else "SELECT %s, unnest(%s::text[])")
            params += [dimension.name, values]
    return " UNION ALL ".join(parts), params


def naming(dimensions):
    """SQL for the first values of each dimension, and what they are called."""
    parts, params = [], []
    for dimension in dimensions:
        value, named, join = "value", ["value"], ""
        if noun := dimension.noun:
            value, named = "noun.slug", [f"noun.{column}::text" for column in dimension.columns]
            join = f"JOIN {noun._meta.db_table} AS noun ON noun.id = value::bigint"
        parts.append(
            f"SELECT dimension, {value}, ARRAY[{', '.join(named)}], n, values_in_all, place"  # noqa: S608
            f" FROM ranked {join} WHERE dimension = %s AND place <= %s"
        )
        params += [dimension.name, dimension.top]
    return " UNION ALL ".join(parts), params
