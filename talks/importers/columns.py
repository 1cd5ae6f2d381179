"""The columns of tables: for each kind of row its headings, and the record file's key behind each.

Made from the shapes of the record file, so that a new field has a column by itself. Read by the
import of tables and written by the export of the admin's lists.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talks.models.fields import EDTFField, validate_edtf
from talks.record import schema
from talks.record.shapes import DELEGATE, FOLLOW_UP, MEETING, NOUNS, STATEMENT, Shape

from .cells import Choice, Cited, Clock, Date, Flag, Number, Parts, Stance, Text

# Where a key's own name would say something else beside the columns of the row's parent.
HEADINGS = {(FOLLOW_UP, "meeting"): "later_meeting"}
LEFT_OUT = {"old_ids"}


@dataclass(frozen=True)
class Column:
    """`key` leads to the value in the row's object; it is empty for what names its parent."""

    heading: str
    key: str
    cell: Text


@dataclass(frozen=True)
class Kind:
    """What the rows of a table are. `above` are the headings that say what a row stands below."""

    name: str
    shape: Shape
    noun: str = ""
    above: tuple = ()

    @cached_property
    def columns(self):
        above = [Column(heading, "", ABOVE.get(heading, Text())) for heading in self.above]
        return above + [column for key in self.shape.keys for column in column_of(self.shape, key)]

    @cached_property
    def by_heading(self):
        return {column.heading: column for column in self.columns}

    @cached_property
    def needed(self):
        """Headings without which the rows are of another kind."""
        fields = self.shape.item.model_fields.items()
        own = {name for name, field in fields if field.is_required()} & {"id", "text", "kind"}
        title = {"title"} if self.noun == "source" else {"city"} if self.noun == "place" else set()
        return own | title | set(self.above[:1]) | ({"party"} if self.shape is DELEGATE else set())


ABOVE = {"party_role": Choice(DELEGATION_ROLES := tuple(schema.choices.DelegationRole.values))}


def column_of(shape, key):
    """The column of a key, if it has one."""
    if cell := cell_of(shape, key):
        yield Column(HEADINGS.get((shape, key), key.replace(".", "_")), key, cell)


def cell_of(shape, key):
    if key in LEFT_OUT:
        return None
    if key in shape.lists:
        return list_of(shape.lists[key])
    if key in shape.refs:
        return Text()
    if key in shape.scalars:
        return plain(shape.scalars[key])
    return Flag() if key == "draft" else None


def list_of(below):
    """A list that fits into one cell; others have rows of their own."""
    if below.item is None:
        return Parts(Text())
    return {schema.Citation: Parts(Cited()), schema.StatementIssue: Parts(Stance())}.get(below.item)


def plain(field):
    if isinstance(field, ArrayField):
        return Parts(Date() if validate_edtf in field.base_field.validators else Text())
    if isinstance(field, EDTFField):
        return Date()
    if field.choices:
        return Choice(tuple(value for value, _ in field.choices if value))
    if isinstance(field, models.IntegerField | models.FloatField):
        return Number()
    return Clock() if isinstance(field, models.TimeField) else Text()


KINDS = {
    kind.name: kind
    for kind in (
        Kind("meetings", MEETING),
        Kind("delegates", DELEGATE, above=("meeting", "party", "party_role")),
        Kind("statements", STATEMENT, above=("meeting",)),
        Kind("follow_ups", FOLLOW_UP, above=("meeting",)),
        *(Kind(str(NOUNS[noun].label), NOUNS[noun], noun) for noun in reversed(NOUNS)),
    )
}


def normal(heading):
    """A heading as it is compared: “Speaker title” is `speaker_title`."""
    return re.sub(r"[\s_-]+", "_", heading.strip().lower()).strip("_")
