"""What changes are told with: events, present rows, names, and what of it is withheld."""

from collections import defaultdict

from talks.models import Delegation, FollowUp, Statement

from .events import TABLES
from .names import Names
from .withholding import Withholding


class Loaded:
    """All of it for the changes of some meetings, asked at once."""

    def __init__(self, meetings, changes):
        self.withholding = Withholding(changes)
        self.events = events_told(changes)
        self.live = live_rows(meetings, changes)
        self.names = Names()
        self.names.load(self.events | self.live)

    def row(self, meeting, change):
        """The present row of what changed, if it stands at the meeting."""
        row = self.live.get((change.thing._meta.model_name, change.pk))
        return row if row and row.meeting_id == meeting.pk else None


def events_told(changes):
    """The events that some changes are told with, by table and key. One query a table."""
    wanted = defaultdict(set)
    for change in changes:
        wanted[change.thing._meta.model_name].add(change.own)
        for table, before, after in change.rows:
            wanted[table] |= {before, after}
    return {
        (table, pk): event
        for table, pks in wanted.items()
        if pks - {None}
        for pk, event in TABLES[table].events_by_key(pks - {None}).items()
    }


def live_rows(meetings, changes):
    """The present rows of the things that changed, by table and key. One query a model."""
    wanted = defaultdict(set)
    for change in changes:
        wanted[change.thing].add(change.pk)
    shown = {
        Delegation: ["meeting", "party"],
        Statement: ["meeting", "slug", "party", "speaker", "speaker_title"],
        FollowUp: ["meeting", "slug"],
    }
    return {
        (model._meta.model_name, row.pk): row
        for model, fields in shown.items()
        if wanted[model]
        for row in model.objects.filter(meeting__in=meetings, pk__in=wanted[model]).only(*fields)
    }
