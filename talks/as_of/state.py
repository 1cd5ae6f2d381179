"""Which event of each row was in force at a moment: of a meeting, and of all that its page names.

Of other meetings only the row itself, and only where it was public then and is now.
"""

from collections import defaultdict

from django.db.models import Q

from talks.models import FollowUp, Meeting

from .tracked import among, edtf_of, events_of, nouns_named, parts_of, skeleton
from .withheld import Substitutes


class State:
    """`events` maps each model to the keys of its events in force; `dates` are all their dates.

    The number of queries grows with the kinds of rows and with how deep nouns name one another,
    not with how many rows there are.
    """

    def __init__(self, meeting, moment, periods):
        self.meeting, self.moment = meeting, moment
        self.events, self.dates = defaultdict(list), {""}
        self.known, self.wanted = defaultdict(set), defaultdict(set)
        self.substitutes = Substitutes(meeting, periods)
        self.load_meeting()
        self.load_nouns()

    @property
    def is_altered(self):
        """Whether another public state stands in for what is withheld."""
        return self.substitutes.is_used

    def load_meeting(self):
        here = {self.meeting.pk}
        self.load(Meeting, Q(pgh_obj__in=here))
        self.load_parts(Meeting, here)
        # What was promised elsewhere and led here.
        self.load_below(FollowUp, "to_meeting_id", here)
        self.load_meetings_around(self.wanted.pop(Meeting, set()))

    def load_meetings_around(self, named):
        """The meetings that it names or that led here, its parts, and all of its process."""
        own = events_of(Meeting).get(pgh_id=self.events[Meeting][0])
        ever = Q(pgh_obj__in=named) | Q(part_of=self.meeting.pk)
        if own.process_id:
            ever |= Q(process=own.process_id)
        rows = events_of(Meeting).filter(ever, pgh_created_at__lte=self.moment)
        published = Meeting.objects.published().exclude(pk=self.meeting.pk)
        public = published.filter(pk__in=rows.values("pgh_obj")).values("pk")
        for event in self.in_force(Meeting, Q(pgh_obj__in=public)):
            if not event.is_draft:
                self.add(Meeting, event)

    def load_nouns(self):
        """Until no noun names another that is not known yet; meetings are loaded by now."""
        while self.wanted:
            wanted, self.wanted = self.wanted, defaultdict(set)
            wanted.pop(Meeting, None)
            for model, keys in wanted.items():
                if new := keys - self.known[model]:
                    self.known[model] |= new
                    self.load(model, Q(pgh_obj__in=among(new)))
                    self.load_parts(model, new)

    def load_parts(self, model, keys):
        for part, above in parts_of(model).items():
            self.load_below(part, above, keys)

    def load_below(self, model, above, keys):
        """The rows that stood below some, and what stood below these."""
        ever = events_of(model).filter(
            **{f"{above}__in": among(keys)}, pgh_created_at__lte=self.moment
        )
        there = lambda event: getattr(event, above) in keys  # noqa: E731
        if found := self.load(model, Q(pgh_obj__in=ever.values("pgh_obj")), there):
            self.load_parts(model, found)

    def load(self, model, rows, there=lambda event: True):
        """Take in the events in force of some rows; the keys of those rows that were there."""
        found = [event for event in self.in_force(model, rows) if there(event)]
        for event in found:
            self.add(model, event)
            for attribute, noun in nouns_named(model).items():
                self.wanted[noun].add(getattr(event, attribute))
        for keys in self.wanted.values():
            keys.discard(None)
        return {event.pgh_obj_id for event in found}

    def add(self, model, event):
        self.events[model].append(event.pgh_id)
        self.dates.update(getattr(event, name) for name in edtf_of(model))

    def in_force(self, model, rows):
        """The last event of each row that was there, or what stands in for it. One query."""
        past = events_of(model).filter(rows, pgh_created_at__lte=self.moment)
        last = past.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
        events = last.values_list(*skeleton(model), named=True)
        found = [event for event in events if event.pgh_label != "delete"]
        return self.substitutes.of(model, found)
