"""What stands in for a revision that staff keep from readers: another state that was public.

The one before it, else the one after it, else what the row says now; a row that has none of these
is left out. As in the public history, hidden are a withheld event and all that it brought in.
"""

from collections import defaultdict

from talks.history.withholding import comparable
from talks.models import Withheld

from .tracked import events_of, kept, skeleton

UNTOLD = {"id", "order", "is_draft", "first_published_at", "withdrawn_at", "withdrawn_because"}


class Substitutes:
    """`is_used` once an event of a row was replaced, or left out. One query where none is."""

    def __init__(self, meeting, periods):
        self.meeting, self.periods, self.is_used = meeting, periods, False
        self.withheld = defaultdict(set)
        for model, event in Withheld.objects.values_list("model", "event"):
            self.withheld[model].add(event)

    def of(self, model, events):
        """The events that may be seen in place of some, each with what `skeleton` names."""
        withheld = self.withheld[model._meta.model_name]
        if not (withheld and events):
            return events
        hidden = events_of(model).filter(pgh_id__in=withheld).values("pgh_obj")
        mine = events_of(model).filter(
            pgh_obj__in={event.pgh_obj_id for event in events} & set(keys_of(hidden))
        )
        histories = defaultdict(list)
        for event in mine.order_by("pgh_id"):
            histories[event.pgh_obj_id].append(event)
        return list(filter(None, (self.shown(e, histories, model, withheld) for e in events)))

    def shown(self, event, histories, model, withheld):
        history = histories.get(event.pgh_obj_id)
        if not history:
            return event
        history = History(model, history, withheld)
        chosen = history.instead_of(event, self.periods)
        self.is_used |= chosen is None or chosen.pgh_id != event.pgh_id
        return chosen


class History:
    """All events of one row, oldest first, and the values that withheld ones brought in."""

    def __init__(self, model, events, withheld):
        self.model, self.events, self.withheld = model, events, withheld
        self.fields = [name for name in kept(model) if name not in UNTOLD]
        self.hidden = defaultdict(set)
        for number, event in enumerate(events):
            if event.pgh_id in withheld:
                self.hide(event, events[number - 1] if number else None)

    def hide(self, event, before):
        all_of_it = before is None or event.pgh_label == "delete"
        for name in self.fields:
            value = comparable(getattr(event, name))
            told = value not in (None, "", ())
            if told and (all_of_it or value != comparable(getattr(before, name))):
                self.hidden[name].add(value)

    def is_hidden(self, event):
        values = ((name, comparable(getattr(event, name))) for name in self.hidden)
        return event.pgh_id in self.withheld or any(v in self.hidden[name] for name, v in values)

    def instead_of(self, event, periods):
        place = next(n for n, e in enumerate(self.events) if e.pgh_id == event.pgh_id)
        around = [*reversed(self.events[: place + 1]), *self.events[place + 1 :]]
        public = [e for e in around if e.pgh_label != "delete" and self.was_public(e, periods)]
        seen = next((e for e in public if not self.is_hidden(e)), None)
        return seen or self.what_stands(event)

    def was_public(self, event, periods):
        later = next((e for e in self.events if e.pgh_id > event.pgh_id), None)
        return periods.touch(event.pgh_created_at, later and later.pgh_created_at)

    def what_stands(self, event):
        """What the row says on the present page, if it stands where it stood."""
        last = self.events[-1]
        above = [name for name in skeleton(self.model) if name in ABOVE]
        stays = all(getattr(last, name) == getattr(event, name) for name in above)
        return last if last.pgh_label != "delete" and stays else None


ABOVE = {"meeting_id", "delegation_id", "statement_id", "follow_up_id", "to_meeting_id"}


def keys_of(rows):
    return rows.values_list("pgh_obj_id", flat=True)
