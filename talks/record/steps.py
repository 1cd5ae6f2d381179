"""How each key of an object of the record file gets its value from a row: found once a shape."""

from typing import NamedTuple

from django.db.models import TimeField

# Keys whose value the exporter finds out, though a field has their name.
COMPUTED = {"starts", "state"}


class Step(NamedTuple):
    """What `attribute` holds, or by the exporter's rules for this `kind`.

    `part` is the key's name in `original`, if it stands there. `is_always`: even where empty.
    """

    key: str
    part: str
    attribute: str
    kind: str
    is_always: bool


def steps_of(shape):
    """A step for each key that a row may have a value for, in the file's order."""
    return [step for key in shape.keys if (step := step_of(shape, key))]


def step_of(shape, key):
    is_always, part = key in shape.always, key.partition("original.")[2]
    field = shape.scalars.get(key)
    kind = kind_of(shape, key, field)
    if kind == "none" and not is_always:
        return None
    return Step(key, part, field.attname if field else "", kind, is_always)


def kind_of(shape, key, field):
    if key == "old_ids":
        return key
    if key in shape.lists:
        return "list"
    if key in shape.refs:
        return "ref"
    if field is None:
        return "none"
    if key in COMPUTED:
        return key
    return "time" if isinstance(field, TimeField) else ""
