"""Which changes were one save: those of one request or command, else of one transaction."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from .tables import TRACKED, below, events_of, events_table

MICROSECONDS = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SAVES_A_PAGE, SHOWN_OF_A_SAVE = 20, 10
# Transactions of one context are one save; without a context they are told apart by their start.
ALONE = "CASE WHEN pgh_context_id IS NULL THEN pgh_created_at END"


class Save(NamedTuple):
    """One save: its context, or without one the moment at which its transaction began."""

    context: UUID | None
    moment: datetime | None = None

    @property
    def token(self):
        """The save in an address."""
        if self.context:
            return str(self.context)
        return str((self.moment - EPOCH) // (EPOCH.resolution))

    @classmethod
    def from_token(cls, token):
        """The save that an address means; ValueError for nonsense."""
        if not token.isdecimal():
            return cls(UUID(token))
        seconds, rest = divmod(int(token), MICROSECONDS)
        try:
            moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
        except OSError as error:
            raise ValueError(token) from error
        return cls(None, moment)

    @classmethod
    def of(cls, event):
        """The save that an event belongs to."""
        context = event.pgh_context_id
        return cls(context, None if context else event.pgh_created_at)

    def events(self, model):
        if self.context:
            return events_of(model).filter(pgh_context=self.context)
        return events_of(model).filter(pgh_context=None, pgh_created_at=self.moment)

    def counts(self):
        """How many changes there are of each model; without those there are none of."""
        counted = {model: self.events(model).order_by().count() for model in TRACKED}
        return {model: count for model, count in counted.items() if count}


@dataclass
class ListedSave:
    """A save as a page lists it: how many changes of each model, and the first events of them."""

    save: Save
    moment: datetime
    counts: dict
    shown: dict = field(default_factory=dict)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def left_out(self):
        return self.total - sum(map(len, self.shown.values()))


def saves_of_row(model, pk, page=1, *, among=TRACKED):
    """The saves in which a row or rows below it changed, newest first; how many in all.

    Told is only what happened to rows of the models `among` all.
    """
    conditions = scope(model, "pgh_obj_id = %(pk)s")
    told = {other: sql for other, sql in conditions.items() if other in among}
    return listed(told, {"pk": pk}, page)


def saves_of_model(model, page=1):
    return listed({model: "true"}, {}, page)


def scope(model, condition):
    """Conditions on the events of a model and of all that ever stood below such rows."""
    conditions = {model: condition}
    inner = f"SELECT pgh_obj_id FROM {events_table(model)} WHERE {condition}"  # noqa: S608
    for child, column in below(model):
        direct = condition == "pgh_obj_id = %(pk)s"
        there = f"{column} = %(pk)s" if direct else f"{column} IN ({inner})"
        conditions |= scope(child, there)
        if direct:
            conditions[child] = f"({there} OR pgh_obj_id IN ({moved_away(child, there)}))"
    return conditions


def moved_away(model, there):
    """The keys of rows that once stood there, and now are elsewhere, or nowhere."""
    ever = f"SELECT pgh_obj_id FROM {events_table(model)} WHERE {there}"  # noqa: S608
    return f"{ever} EXCEPT SELECT id FROM {model._meta.db_table} WHERE {there}"  # noqa: S608


def listed(conditions, parameters, page):
    limits = {"limit": SAVES_A_PAGE, "offset": (page - 1) * SAVES_A_PAGE}
    with connection.cursor() as cursor:
        cursor.execute(listing_sql(conditions), parameters | limits)
        rows = cursor.fetchall()
    saves = [listed_save(*row[:4]) for row in rows]
    return saves, rows[0][4] if rows else 0


def listing_sql(conditions):
    """One row a save. A model's changes are counted where they are found, then put together."""
    found = " UNION ALL ".join(
        f"SELECT pgh_context_id, {ALONE} AS alone, max(pgh_created_at) AS moment, "  # noqa: S608
        f"'{model._meta.model_name}' AS model, count(*) AS number, "
        f"(array_agg(pgh_id ORDER BY pgh_id))[1:{SHOWN_OF_A_SAVE}] AS first "
        f"FROM {events_table(model)} WHERE {condition} GROUP BY 1, 2"
        for model, condition in conditions.items()
    )
    return (
        "SELECT pgh_context_id, max(moment), jsonb_object_agg(model, number), "  # noqa: S608
        "jsonb_object_agg(model, first), count(*) OVER () "
        f"FROM ({found}) AS found GROUP BY pgh_context_id, alone "
        "ORDER BY max(moment) DESC, pgh_context_id LIMIT %(limit)s OFFSET %(offset)s"
    )


def listed_save(context, moment, counts, first):
    save = Save(context, None if context else moment)
    # Django leaves JSON of SQL by hand as it is.
    counts, first = json.loads(counts), json.loads(first)
    in_order = [model for model in TRACKED if model._meta.model_name in counts]
    result = ListedSave(save, moment, {m: counts[m._meta.model_name] for m in in_order})
    room = SHOWN_OF_A_SAVE
    for model in in_order:
        result.shown[model] = first[model._meta.model_name][:room]
        room -= len(result.shown[model])
    return result
