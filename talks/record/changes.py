"""What an import is about to write: rows to insert, update and delete, until the batch ends."""

from collections import defaultdict

from talks.models import Delegate
from talks.models.choices import DelegateRole

from .bulk import copy_rows


class Changes:
    def __init__(self):
        self.inserted = defaultdict(list)
        self.updated = defaultdict(dict)
        self.deleted = defaultdict(dict)
        self.added = defaultdict(list)

    def __bool__(self):
        return bool(self.inserted or self.updated or self.deleted)

    def insert(self, row):
        self.inserted[type(row)].append(row)

    def add_below(self, shape, row, where):
        """Note that an inserted row is new below one that the record has already."""
        self.added[shape].append((row, where))

    def update(self, row, names, where):
        """Note that the named attributes of a row changed, and where the file says so."""
        _, known, _ = self.updated[type(row)].setdefault(row.pk, (row, set(), where))
        known.update(names)

    def delete(self, row, where):
        self.deleted[type(row)][row.pk] = (row, where)

    def add(self, other):
        for model, rows in other.inserted.items():
            self.inserted[model].extend(rows)
        for model, rows in other.updated.items():
            self.updated[model].update(rows)
        for model, rows in other.deleted.items():
            self.deleted[model].update(rows)
        for shape, rows in other.added.items():
            self.added[shape].extend(rows)

    def write(self):
        """Write everything: deletions first, so that what takes a place finds it free."""
        for model, rows in self.deleted.items():
            model._base_manager.filter(pk__in=rows).delete()
        for model, rows in self.updated.items():
            for group in in_turns(model, [row for row, _, _ in rows.values()]):
                names = set().union(*(rows[row.pk][1] for row in group))
                model.objects.bulk_update(group, sorted(names), batch_size=500)
        for model, rows in self.inserted.items():
            copy_rows(model, rows)


def in_turns(model, rows):
    """Rows in groups to update one after the other: who steps down as sole head goes first."""
    if model is not Delegate:
        return [rows] if rows else []
    groups = defaultdict(list)
    for row in rows:
        groups[row.role == DelegateRole.HEAD and not (row.starts or row.ends)].append(row)
    return [groups[is_sole_head] for is_sole_head in sorted(groups)]
