"""Pages of a list by where the last one ended, not by number: each costs the same, however deep.

Rows that are added or removed between two pages make none be skipped or told twice.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import F, OrderBy


class BrokenCursor(Exception):
    """What was given as a cursor is none that this list gave out."""


@dataclass(frozen=True)
class Key:
    """A column that a list is ordered by; rows without a value stand last, either way."""

    name: str
    is_descending: bool
    is_nullable: bool
    field: object

    @classmethod
    def of(cls, ordering, model):
        """Of one part of a queryset's order: an OrderBy of a plain column, or its name."""
        if isinstance(ordering, str):
            bare = F(ordering.removeprefix("-"))
            ordering = OrderBy(bare, descending=ordering.startswith("-"))
        name = ordering.expression.name
        field = field_of(model, name)
        if field.null and ordering.descending and not ordering.nulls_last:
            raise ValueError(f"{name} would stand first where it has no value")
        return cls(name, ordering.descending, field.null, field)

    def at(self, value):
        """A filter for rows that stand level with a value."""
        return {f"{self.name}__isnull": True} if value is None else {self.name: value}

    def beyond(self, value):
        """Filters for rows that stand behind a value, those that come first in front."""
        if value is None:
            return []
        further = {f"{self.name}__{'lt' if self.is_descending else 'gt'}": value}
        return [further, {f"{self.name}__isnull": True}] if self.is_nullable else [further]


def field_of(model, name):
    if name == "pk":
        return model._meta.pk
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


def keys_of(rows):
    return [Key.of(each, rows.model) for each in rows.query.order_by]


def page_of(rows, keys, place, limit):
    """Ids of the next `limit` rows behind a place (None: the first), and the place they end at.

    No place means that there is no more. One query, or a few where days change within the page.
    """
    names = [key.name for key in keys]
    found = []
    for segment in segments(keys, place):
        wanted = limit + 1 - len(found)
        found += rows.filter(**segment).values_list("pk", *names)[:wanted]
        if len(found) > limit:
            break
    ids = [pk for pk, *_ in found[:limit]]
    return ids, found[limit - 1][1:] if len(found) > limit else None


def segments(keys, place):
    """Filters that together leave the rows behind a place, in their order.

    Each is one stretch of an index: as one filter with "or", all rows before would be read too.
    """
    if place is None:
        yield {}
        return
    for number in range(len(keys) - 1, -1, -1):
        level = {}
        for key, value in zip(keys[:number], place, strict=False):
            level |= key.at(value)
        for further in keys[number].beyond(place[number]):
            yield level | further


class Cursors:
    """Places of one list in one order as texts, and back; signed, so that none is made up."""

    def __init__(self, name, keys):
        order = " ".join(f"{'-' if key.is_descending else ''}{key.name}" for key in keys)
        self.keys = keys
        # Without a time in it: the same page has the same text.
        self.signer = Signer(sep=".", salt=f"talks.api {name} by {order}")

    def text(self, place):
        values = zip(self.keys, place, strict=True)
        return self.signer.sign_object(
            [value if value is None else text_of(key, value) for key, value in values]
        )

    def place(self, text):
        try:
            values = self.signer.unsign_object(text)
        except (BadSignature, ValueError) as problem:
            raise BrokenCursor from problem
        pairs = zip(self.keys, values, strict=True)
        return [value if value is None else key.field.to_python(value) for key, value in pairs]


def text_of(key, value):
    return value.isoformat() if hasattr(value, "isoformat") else value
