"""Rows of the record as rows of tables: what the import of tables reads back.

Reads a batch of rows at a time: in flat memory, and with a few queries a batch.
"""

from itertools import islice

from .columns import KINDS

BATCH = 1_000
# Where the rows of a table name what they stand below.
ABOVE = {
    "delegates": ["delegation__meeting__slug", "delegation__party__slug", "delegation__role"],
    "statements": ["meeting__slug"],
    "follow_ups": ["meeting__slug"],
}


def rows_of(kind, queryset):
    """Lists of texts, one for each row of a queryset, in its order, as the kind's columns are."""
    keys = iter(queryset.values_list("pk", flat=True).iterator(chunk_size=10 * BATCH))
    table = Rows(KINDS[kind])
    while batch := list(islice(keys, BATCH)):
        yield from table.texts(batch)


class Rows:
    """Finds the values behind the columns of one kind."""

    def __init__(self, kind):
        self.kind, self.shape = kind, kind.shape
        self.paths = [*ABOVE.get(kind.name, ()), *map(self.path, kind.columns[len(kind.above) :])]

    def path(self, column):
        """Where `values_list` finds a column's value; None for one that is a list of rows."""
        if column.key in self.shape.lists:
            return None
        if column.key in self.shape.refs:
            return f"{self.shape.refs[column.key][0]}__slug"
        return "is_draft" if column.key == "draft" else self.shape.scalars[column.key].attname

    def texts(self, keys):
        rows = self.shape.model._base_manager.filter(pk__in=keys)
        found = {row[0]: row[1:] for row in rows.values_list("pk", *filter(None, self.paths))}
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
        rows = below.model._base_manager.filter(**{f"{parent}__in": keys}, **below.fixed)
        names = [f"{name}__slug" for name, _ in below.refs.values()]
        names += [field.attname for key, field in below.scalars.items() if key in SECOND]
        lists = {}
        for owner, *values in rows.order_by("order", "pk").values_list(parent, *names):
            lists.setdefault(owner, []).append(values if len(values) > 1 else values[0])
        return lists


# What stands beside the id in a list's cell: an issue's stance, a citation's place.
SECOND = {"stance", "locator"}
