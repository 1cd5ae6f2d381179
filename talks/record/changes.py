"""What an import is about to write: rows to insert, update and delete, kept until the batch ends."""

from collections import defaultdict

from talks.models import Delegate
from talks.models.choices import DelegateRole

from .bulk import copy_rows


class Changes:
    def __init__(self):
        self.inserted = defaultdict(list)
        self.updated = defaultdict(dict)
        self.deleted = defaultdict(dict)

    def insert(self, row):
        self.inserted[type(row)].append(row)

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
    """Rows in groups to update one after the other: who steps down as head goes first."""
    if model is not Delegate:
        return [rows] if rows else []
    heads = [row for row in rows if row.role == DelegateRole.HEAD]
    others = [row for row in rows if row.role != DelegateRole.HEAD]
    return [group for group in (others, heads) if group]
