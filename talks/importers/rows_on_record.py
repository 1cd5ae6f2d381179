"""Rows of the record as rows of tables: what the import of tables reads back.

Reads a batch of rows at a time: in flat memory, and with a few queries a batch.
"""

from itertools import islice

from django.db.models import Case, F, Lookup, When

from .columns import KINDS

BATCH = 1_000
# Where the rows of a table name what they stand below.
ABOVE = {
    "delegates": ["delegation__meeting__slug", "delegation__party__slug", "delegation__role"],
    "statements": ["meeting__slug"],
    "follow_ups": ["meeting__slug"],
}


def rows_of(kind, queryset, *, public=False):
    """Lists of texts, one for each row of a queryset, in its order, as the kind's columns are.

    `public`: the rows are for readers, and name no draft.
    """
    keys = iter(queryset.values_list("pk", flat=True).iterator(chunk_size=10 * BATCH))
    table = Rows(KINDS[kind], public)
    while batch := list(islice(keys, BATCH)):
        yield from table.texts(batch)


class Rows:
    """Finds the values behind the columns of one kind."""

    def __init__(self, kind, public=False):
        self.kind, self.shape, self.public = kind, kind.shape, public
        self.paths = [*ABOVE.get(kind.name, ()), *map(self.path, kind.columns[len(kind.above) :])]

    @property
    def asked(self):
        return [path for path in self.paths if path is not None]

    def path(self, column):
        """Where `values_list` finds a column's value; None for one that is a list of rows."""
        if column.key in self.shape.lists:
            return None
        if column.key in self.shape.refs:
            name, noun = self.shape.refs[column.key]
            return published(name) if self.public and noun == "meeting" else f"{name}__slug"
        return "is_draft" if column.key == "draft" else self.shape.scalars[column.key].attname

    def texts(self, keys):
        rows = self.shape.model._base_manager.filter(AnyOf(F("pk"), keys))
        found = {row[0]: row[1:] for row in rows.values_list("pk", *self.asked)}
        lists = {
            column.key: self.listed(self.shape.lists[column.key], keys)
            for column in self.kind.columns
            if column.key in self.shape.lists
        }
        for key in keys:
            if key in found:
                yield self.text(key, iter(found[key]), lists)

    def text(self, key, values, lists):
        return [
            column.cell.write(lists[column.key].get(key) if path is None else next(values))
            for column, path in zip(self.kind.columns, self.paths, strict=True)
        ]

    def listed(self, below, keys):
        """The lists of one shape by the key of the row they belong to. One query."""
        parent = f"{below.parent}_id"
        rows = below.model._base_manager.filter(AnyOf(F(parent), keys), **below.fixed)
        names = [f"{name}__slug" for name, _ in below.refs.values()]
        names += [field.attname for key, field in below.scalars.items() if key in SECOND]
        lists = {}
        for owner, *values in rows.order_by("order", "pk").values_list(parent, *names):
            lists.setdefault(owner, []).append(values if len(values) > 1 else values[0])
        return lists


class AnyOf(Lookup):
    """One of some keys, sent as one value: a thousand of them cost more than their rows."""

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*values, list(self.rhs)]


def published(name):
    """The id of a meeting that a row names, unless that is a draft."""
    return Case(When(**{f"{name}__is_draft": False}, then=F(f"{name}__slug")))


# What stands beside the id in a list's cell: an issue's stance, a citation's place.
SECOND = {"stance", "locator"}
