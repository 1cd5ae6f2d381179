"""What staff keep from the public: the state that a withheld revision left, wherever it would show.

The entry of the revision itself tells neither old nor new values. Elsewhere hidden are all values
read from that revision, and those it brought in, in every later or earlier version of the row.
"""

from collections import defaultdict
from typing import NamedTuple

from talks.models import Withheld

from .events import TABLES

WITHHELD = "[withheld]"


class Hidden(NamedTuple):
    """A withheld event of a row, and the event before it. `is_here` in the change it is told with.

    `moment` is when the public would first have seen it.
    """

    table: str
    row: int
    event: int
    previous: int | None
    is_here: bool
    moment: object


class Notice(NamedTuple):
    """What a reader is told instead."""

    moment: object
    reason: str


class Withholding:
    """What is withheld of some changes. Without any no query, else one and one a table."""

    def __init__(self, changes):
        self.found = {h for change in changes for h in change.withheld}
        self.values, self.notices = defaultdict(dict), {}
        self.used = {}
        if self.found:
            self.load()

    def load(self):
        wanted, reasons = defaultdict(set), self.reasons()
        for hidden in self.found:
            wanted[hidden.table] |= {hidden.event, hidden.previous} - {None}
        events = {name: TABLES[name].events_by_key(keys) for name, keys in wanted.items()}
        for hidden in sorted(self.found, key=lambda h: (h.table, h.event)):
            notice = Notice(hidden.moment, reasons.get((hidden.table, hidden.event), ""))
            self.notices[hidden.table, hidden.event] = notice
            rows = events[hidden.table]
            self.hide(hidden, rows[hidden.event], rows.get(hidden.previous), notice)

    def reasons(self):
        rows = Withheld.objects.filter(event__in={h.event for h in self.found})
        return {(row.model, row.event): row.reason for row in rows}

    def hide(self, hidden, event, previous, notice):
        """Note the values that a revision brought in: all, where it is the first or a removal."""
        all_of_it = previous is None or event.pgh_label == "delete"
        for field in TABLES[hidden.table].told:
            value = comparable(getattr(event, field.attname))
            if value not in (None, "", ()) and (
                all_of_it or value != comparable(getattr(previous, field.attname))
            ):
                self.values[hidden.table, hidden.row, field.attname][value] = notice

    def hides(self, event, field):
        """Whether a value of an event is not to be seen; the item that asks gets the notice."""
        if not self.found or not hasattr(event, "pgh_id"):
            return False
        table = event.pgh_tracked_model._meta.model_name
        notice = self.notices.get((table, event.pgh_id))
        if notice is None:
            values = self.values.get((table, event.pgh_obj_id, field.attname), {})
            notice = values.get(comparable(getattr(event, field.attname)))
        return self.note(notice)

    def is_touched(self, event):
        """Whether values of the row of an event may be hidden."""
        if not self.found or not hasattr(event, "pgh_id"):
            return False
        table = event.pgh_tracked_model._meta.model_name
        return any((h.table, h.row) == (table, event.pgh_obj_id) for h in self.found)

    def hides_change(self, change, table, event):
        """Whether a row's part in a change is withheld as a whole; the item gets the notice."""
        hidden = [h for h in change.withheld if h.is_here and h.table == table]
        if not hidden or event is None:
            return False
        mine = [h for h in hidden if h.row == event.pgh_obj_id]
        for one in mine:
            self.note(self.notices[one.table, one.event])
        return bool(mine)

    def note(self, notice):
        if notice:
            self.used[notice] = True
        return bool(notice)

    def taken(self):
        """The notices asked for since the last call, oldest revision first."""
        used, self.used = sorted(self.used), {}
        return used


def comparable(value):
    return tuple(value) if isinstance(value, list) else value
