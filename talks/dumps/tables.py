"""The tables of a dump: made from the shapes of the record file, filled from its objects.

A noun and a meeting have their id as key. What lies below has the key of what it lies below, a
slash, and its own id or else its place: `2022-01-10-geneva/s1`, `2022-01-10-geneva/s1/2`. A field
added to the record file has a column by itself; a list has a table.
"""

import json
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talks.dates import parse
from talks.importers.columns import HEADINGS
from talks.models.fields import EDTFField
from talks.record.shapes import SHAPES, Shape

TYPES = {models.IntegerField: int, models.FloatField: float}


@dataclass(frozen=True)
class Column:
    """`names` is the table whose key stands in the column, if it is one."""

    name: str
    type: type = str
    names: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of a shape; `above` is the table of the rows that they belong to."""

    name: str
    shape: Shape
    above: "Table | None" = None

    @property
    def key(self):
        return "key" if self.above else "id"

    @cached_property
    def fields(self):
        """Those of the record file, each with its columns."""
        return [made for key in self.keys if (made := field_of(self.shape, key))]

    @property
    def keys(self):
        return self.shape.keys if self.shape.item else [self.shape.bare]

    @cached_property
    def columns(self):
        own = [column for field in self.fields for column in field.columns]
        if self.above is None:
            return own
        placed = [Column("key"), Column(self.shape.parent, names=self.above.name)]
        return [*placed, Column("position", int), *own]

    @cached_property
    def below(self):
        """The tables of the lists of a row, by the list's key."""
        return {
            key: Table(name_of(self, key, shape), shape, self)
            for key, shape in self.shape.lists.items()
        }

    def every(self):
        """This table and those below it, each after the one it names."""
        yield self
        for table in self.below.values():
            yield from table.every()

    def rows(self, data, seen, above="", position=0):
        """Pairs of a table and a row: what an object is, and all that it carries in full.

        `seen` are the nouns that have come already: lines repeat them.
        """
        if not isinstance(data, dict) or self.shape.item is None:
            data = {self.shape.bare: data}
        key = f"{above}/{self.told_by(data) or position}" if self.above else data["id"]
        if self.above is None:
            if (self.name, key) in seen:
                return
            seen.add((self.name, key))
        placed = [key, above, position] if self.above else []
        yield self, placed + [value for field in self.fields for value in field.values(data)]
        yield from self.carried(data, seen, key)

    def carried(self, data, seen, key):
        for field in self.fields:
            if isinstance(noun := data.get(field.path[0]), dict) and field.columns[0].names:
                yield from TOPS[field.columns[0].names].rows(noun, seen)
        for name, table in self.below.items():
            for place, item in enumerate(data.get(name) or (), 1):
                yield from table.rows(item, seen, key, place)

    def told_by(self, data):
        """What tells a row from its sisters, where one id does."""
        keys = self.shape.identity_keys
        one_does = len(keys) == 1 and not self.shape.repeats
        return id_of(data.get(keys[0][0])) if one_does else None


class Field:
    """A key of the record file with one column."""

    def __init__(self, key, column):
        self.path, self.columns = key.split("."), [column]

    def values(self, data):
        value = data
        for key in self.path:
            value = value.get(key) if value else None
        yield id_of(value) if self.columns[0].names else value


class Listed(Field):
    """Several values in a cell, as a JSON array."""

    def values(self, data):
        for value in super().values(data):
            yield json.dumps(value, ensure_ascii=False) if value else None


class Day(Field):
    """A date, with the first and the last day it may mean beside it."""

    def __init__(self, key, column):
        super().__init__(key, column)
        self.columns += [Column(f"{column.name}_{bound}") for bound in ("earliest", "latest")]

    def values(self, data):
        for text in super().values(data):
            span = parse(text) if text else None
            yield text
            yield span.earliest and span.earliest.isoformat() if span else None
            yield span.latest and span.latest.isoformat() if span else None


def field_of(shape, key):
    """None for a list, which has a table, and for the mark of a draft: there are none."""
    name = HEADINGS.get((shape, key), key.replace(".", "_"))
    if key in shape.refs:
        link, noun = shape.refs[key]
        return Field(key, Column(link if key == "id" else name, names=TABLES_OF[noun]))
    if key == "old_ids" or isinstance(shape.scalars.get(key), ArrayField):
        return Listed(key, Column(name))
    if key not in shape.scalars:
        return None
    field = shape.scalars[key]
    if isinstance(field, EDTFField):
        return Day(key, Column(name))
    kinds = (made for kind, made in TYPES.items() if isinstance(field, kind))
    return Field(key, Column(name, next(kinds, str)))


def id_of(value):
    """A noun's id, where a line has the noun in full."""
    return value["id"] if isinstance(value, dict) else value


def name_of(above, key, shape):
    """What is more than a link has a name of its own: `statements`, `statement_citations`."""
    return key if shape.keeps or shape.counted else f"{one_of(above)}_{key}"


def one_of(table):
    """What one row of a table is called."""
    return table.shape.model._meta.verbose_name.replace(" ", "_").replace("-", "_")


def rows_of(line, seen):
    """The rows of a line of the record file: of a meeting, or of one noun alone."""
    ((noun, data),) = line.items() if len(line) == 1 else [("meeting", line)]
    return TOPS[TABLES_OF[noun]].rows(data, seen)


TABLES_OF = {noun: str(shape.label) for noun, shape in SHAPES.items()}
TOPS = {TABLES_OF[noun]: Table(TABLES_OF[noun], shape) for noun, shape in SHAPES.items()}
# Each after those it names.
TABLES = [table for top in TOPS.values() for table in top.every()]
