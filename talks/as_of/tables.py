"""Every query sees the past: each table that history keeps stands for its events in force.

A name that a `WITH` clause defines hides the table of that name from the whole query, so that
views, templates and exports are those of the present, and none can read a present row by mistake.
"""

import re
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import connection

from talks import dates
from talks.models import OldId
from talks.models.fields import BoundField
from talks.models.old_ids import NOUNS

from .tracked import TRACKED, kept

DAYS = "as_of_days"
NAME = re.compile(r"\btalks_[a-z]+\b")
MODELS = {model._meta.db_table: model for model in TRACKED}
EVENTS = {model.pgh_event_model._meta.db_table for model in TRACKED}
OLD_IDS = OldId._meta.db_table


class PresentNotSeen(Exception):
    """A query that would have read or written the present, while a page shows the past."""


@contextmanager
def as_it_stood(state):
    """Within, queries of this thread see the rows of a `State`, and no others of their tables."""
    with connection.execute_wrapper(Past(state)):
        yield


class Past:
    def __init__(self, state):
        self.state = state
        known = sorted(state.dates)
        bounds = [dates.parse(text) if text else None for text in known]
        earliest = [bound and bound.earliest for bound in bounds]
        self.days = [known, earliest, [bound and bound.latest for bound in bounds]]

    def __call__(self, execute, sql, params, many, context):
        named = sorted(set(NAME.findall(sql)) & (MODELS.keys() | EVENTS | {OLD_IDS}))
        if not named:
            return execute(sql, params, many, context)
        if many or not sql.lstrip("( \n").startswith("SELECT"):
            raise PresentNotSeen(sql[:200])
        # A name stands for the true table in what is defined before it: rows first, then events.
        named = sorted(named, key=lambda name: (name in EVENTS, name))
        clauses, given = [f"{DAYS} AS ({days_sql()})"], [*self.days]
        for name in named:
            clause, its = self.clause(name)
            clauses.append(f'"{name}" AS NOT MATERIALIZED ({clause})')
            given += its
        return execute(f"WITH {', '.join(clauses)} {sql}", (*given, *(params or ())), many, context)

    def clause(self, name):
        moment = self.state.moment
        if name in EVENTS:
            return f'SELECT * FROM "{name}" WHERE pgh_created_at <= %s', [moment]  # noqa: S608
        if name == OLD_IDS:
            return old_ids_sql(), [moment] * len(NOUNS) * 3
        return rows_sql(MODELS[name]), [self.state.events.get(MODELS[name], [])]


def days_sql():
    return "SELECT * FROM unnest(%s::text[], %s::date[], %s::date[]) AS d(text, earliest, latest)"


@cache
def rows_sql(model):
    """The rows that some events hold, with the columns that follow from others."""
    columns, joins = [], []
    for field in model._meta.concrete_fields:
        column = f'"{field.column}"'
        if field.attname in kept(model):
            columns.append(f"event.{column}")
        elif isinstance(field, BoundField):
            joins.append(field.source)
            columns.append(f'"of_{field.source}".{field.bound} AS {column}')
        else:
            # What is searched and sorted by is not asked for here.
            empty = "NULL::tsvector" if isinstance(of(field), SearchVectorField) else "''::text"
            columns.append(f"{empty} AS {column}")
    joined = "".join(
        f' LEFT JOIN {DAYS} AS "of_{name}" ON "of_{name}".text = event."{name}"'
        for name in dict.fromkeys(joins)
    )
    events = model.pgh_event_model._meta.db_table
    return (
        f'SELECT {", ".join(columns)} FROM "{events}" AS event{joined} '  # noqa: S608
        "WHERE event.pgh_id = ANY(%s::bigint[])"
    )


def of(field):
    """The kind of a generated field is that of what it holds."""
    return getattr(field, "output_field", field)


@cache
def old_ids_sql():
    """Ids that were old by then: no row had them at the moment, or only got them later."""
    still = " AND ".join(
        f"(noun <> '{noun}' OR ("  # noqa: S608
        f"NOT EXISTS (SELECT FROM (SELECT DISTINCT ON (pgh_obj_id) slug, pgh_label FROM {events} "
        f"WHERE pgh_created_at <= %s ORDER BY pgh_obj_id, pgh_id DESC) AS live "
        "WHERE live.slug = old.slug AND live.pgh_label <> 'delete') AND ("
        f"NOT EXISTS (SELECT FROM {events} WHERE slug = old.slug AND pgh_created_at > %s) OR "
        f"EXISTS (SELECT FROM {events} WHERE slug = old.slug AND pgh_created_at <= %s))))"
        for noun in NOUNS
        for events in [apps.get_model("talks", noun).pgh_event_model._meta.db_table]
    )
    return f'SELECT * FROM "{OLD_IDS}" AS old WHERE {still}'  # noqa: S608
