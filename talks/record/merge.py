"""Brings the rows of one object of the record file in line with it, in memory.

Generic over shapes: knows values, lists, order and identity, but no rule of any noun.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import time
from itertools import chain

from django.db import models

from .changes import Changes
from .check import span_problems
from .names import Where
from .reading import is_any_of, without_search
from .shapes import joined


@dataclass
class Tally:
    """Rows by kind and by what happens to them: `tally["statements", "created"]`."""

    counts: Counter = field(default_factory=Counter)

    def add(self, shape, outcome, count=1):
        if shape.counted:
            self.counts[shape.label, outcome] += count


class Existing:
    """The rows already below a set of top rows, by shape and parent. One query a shape.

    But for those of the lists `without`. `read` gives the queryset of a model's rows.
    """

    def __init__(self, shape, rows, without=(), read=without_search):
        self.below = defaultdict(lambda: defaultdict(list))
        self.read = read
        self._load(shape, rows, without)

    def _load(self, shape, parents, without=()):
        if not parents:
            return
        pks = [row.pk for row in parents]
        for key, below in shape.lists.items():
            if key in without:
                continue
            parent = f"{below.parent}_id"
            rows = self.read(below.model).filter(is_any_of(parent, pks), **below.fixed)
            rows = list(rows.order_by("order", "pk"))
            for row in rows:
                self.below[below][getattr(row, parent)].append(row)
            self._load(below, rows)

    def all_rows(self):
        """Pairs of shape and all its rows."""
        return [
            (shape, list(chain.from_iterable(groups.values())))
            for shape, groups in self.below.items()
        ]

    def rows(self, shape, parent):
        return self.below[shape].get(parent.pk, []) if shape in self.below else []


def to_model(field, value):
    """A value of the file as the model has it; null clears to the field's own empty value."""
    if value is None:
        return None if field.null else field.get_default()
    if isinstance(field, models.TimeField):
        return time.fromisoformat(value)
    if isinstance(field, models.IntegerField):
        return int(value)
    return float(value) if isinstance(field, models.FloatField) else value


class Merge:
    """One object of the file against its rows. Collects `changes`, `tally` and `kept`.

    `problems` are triples of where, reason and path (None: that of where).
    """

    def __init__(self, resolver, existing, replace=False):
        self.resolver, self.existing, self.replace = resolver, existing, replace
        self.changes, self.tally, self.kept = Changes(), Tally(), []
        self.problems, self.is_renamed = [], False
        self.rows_below = defaultdict(dict)

    def merge(self, shape, row, is_new, data, where):
        """Merge an object into its row; returns whether anything of the row's own changed.

        A new row has its values already; its lists are still to come.
        """
        changed = [] if is_new else self.assign(shape, row, data)
        if is_new:
            self.changes.insert(row)
        elif changed:
            self.changes.update(row, changed, where)
            if shape.has_span:
                days = {"from": row.starts, "to": row.ends}
                self.problems += [(where, why, at) for at, why in span_problems(days, where.path)]
        altered = bool(changed) or (self.is_renamed and not shape.parent)
        for key, below in shape.lists.items():
            if key in data:
                altered |= self.merge_list(below, row, is_new, data[key], where, key)
            else:
                self.rows_below[below][row.pk] = self.existing.rows(below, row)
        self.tally.add(shape, "created" if is_new else "updated" if altered else "unchanged")
        return is_new or altered

    def assign(self, shape, row, data):
        """Set what the object has; the names of the attributes that changed."""
        changed = []
        for attribute, value in self.values(shape, data):
            if getattr(row, attribute) != value:
                setattr(row, attribute, value)
                changed.append(attribute)
        return changed

    def values(self, shape, data):
        """Pairs of attribute and value for the keys an object has."""
        data = lifted(shape, data)
        for key, model_field in shape.scalars.items():
            if key in data and model_field.name != "slug":
                yield model_field.attname, to_model(model_field, data[key])
        for key, (name, noun) in shape.refs.items():
            if key in data:
                yield f"{name}_id", data[key] and self.resolver.pk(noun, data[key])

    def merge_list(self, shape, parent, parent_is_new, items, where, key):
        """Merge the rows below a parent; returns whether rows that are not counted changed."""
        path = joined(where.path, key)
        before = [] if parent_is_new else list(self.existing.rows(shape, parent))
        known = keyed(before, shape.key_of)
        clears = items is None
        placed, after, altered = [], [], False
        for number, item in enumerate(items or ()):
            here = Where(where.file, where.line, f"{path}[{number}]")
            placed.append((lifted(shape, item), here))
        for identity, (item, here) in keyed(placed, lambda p: self.key_of(shape, p[0])).items():
            if identity[1] and shape.stands_once(identity[0]):
                self.problems.append((here, "is in this list already, under another id", None))
            old = known.pop(identity, None)
            row = old or self.new_row(shape, parent, item)
            if old is None and not parent_is_new:
                self.changes.add_below(shape, row, here)
            after.append(row)
            altered |= self.merge(shape, row, old is None, item, here)
        gone = list(known.values())
        if gone and shape.keeps and not self.replace and not clears:
            self.keep(shape, gone, where, path)
        else:
            altered |= self.remove(shape, gone, where, path)
            gone = []
        altered |= self.put_in_order(shape, before, after, gone, where)
        self.rows_below[shape][parent.pk] = after + gone
        return altered and not shape.counted

    def key_of(self, shape, item):
        """As `shape.key_of()` of the row that the item would make."""
        values = []
        for key, noun, model_field in shape.identity_keys:
            value = item.get(key)
            if noun:
                values.append(value and self.resolver.pk(noun, value))
            else:
                values.append(to_model(model_field, value))
        return shape.as_key(values)

    def new_row(self, shape, parent, item):
        """A row with the item's values, still to be inserted."""
        pk = self.resolver.ids.next(shape.model)
        row = shape.model(pk=pk, **{f"{shape.parent}_id": parent.pk}, **shape.fixed)
        self.assign(shape, row, item)
        if "slug" in shape.identity:
            row.slug = item["id"]
        return row

    def keep(self, shape, rows, where, path):
        self.tally.add(shape, "kept", len(rows))
        names = [getattr(row, "slug", "") or str(row) for row in rows]
        self.kept.append((Where(where.file, where.line, path), names))

    def remove(self, shape, rows, where, path):
        here = Where(where.file, where.line, path)
        for row in rows:
            self.changes.delete(row, here)
        self.tally.add(shape, "removed", len(rows))
        return bool(rows)

    def put_in_order(self, shape, before, after, kept, where):
        """Number the rows as the file has them; rows it does not have stay after their neighbours.

        Nothing is renumbered while the order that counts is already there.
        """
        if not shape.has_order:
            return False
        wanted = merged_order(before, after) if kept else after
        new = {row.pk for row in wanted} - {row.pk for row in before}
        stay = {row.pk for row in wanted}
        if [row.pk for row in before if row.pk in stay] == [row.pk for row in wanted]:
            return False
        for number, row in enumerate(wanted):
            if row.order != number:
                row.order = number
                if row.pk not in new:
                    self.changes.update(row, ["order"], where)
        return True


def lifted(shape, data):
    """An item as an object with the keys of its shape: bare values named, `original` opened."""
    if not isinstance(data, dict):
        return {shape.bare: data}
    if "original" not in data:
        return data
    parts = data["original"] or dict.fromkeys(["language", "text", "translator"])
    rest = {key: value for key, value in data.items() if key != "original"}
    return rest | {f"original.{key}": value for key, value in parts.items()}


def keyed(items, key):
    """Items by their key; those with equal keys are told apart by their number among them."""
    seen, result = Counter(), {}
    for item in items:
        name = key(item)
        result[name, seen[name]] = item
        seen[name] += 1
    return result


def merged_order(before, after):
    """All rows in one order: as before where the file agrees with it, else as in the file."""
    old, named = {row.pk for row in before}, {row.pk for row in after}
    common = [row.pk for row in before if row.pk in named]
    if [row.pk for row in after if row.pk in old] != common:
        return after + [row for row in before if row.pk not in named]
    behind, last = defaultdict(list), None
    for row in after:
        if row.pk in old:
            last = row.pk
        else:
            behind[last].append(row)
    result = behind[None]
    for row in before:
        result += [row, *behind[row.pk]]
    return result
