"""What the public saw change, and when: states of a meeting between which it was published.

What was saved while the meeting was a draft again shows as one change at the moment when it was
published again: the difference between what was last to be seen and what is to be seen then.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from talks.models import FollowUp, Meeting

from .events import TABLES, versions_by_meeting, versions_of
from .withholding import Hidden

ORDER = {name: number for number, name in enumerate(TABLES)}


@dataclass(frozen=True)
class Change:
    """How one thing on the page differs from one public state to the next.

    `thing` is its model and `pk` its key; `rows` are triples of a table's name and the keys of two
    events, before and after, either of which may be None. `own` is the event of the thing's own row
    that was in force, None when that was not written since first publication. A meeting that was
    published again has one such change more, without rows. `contexts` are those of the saves it
    came from, `withheld` what is `Hidden` of the thing's rows.
    """

    moment: datetime
    thing: type
    pk: int
    was_there: bool
    is_there: bool
    own: int | None = None
    rows: list = field(default_factory=list)
    is_republication: bool = False
    contexts: frozenset = frozenset()
    withheld: tuple = ()


def changes_since_publication(meeting):
    """Every `Change` since first publication, newest first. One query."""
    return changes_in(meeting, versions_of(meeting))


def changes_by_meeting(meetings, tables=tuple(TABLES)):
    """The same of several meetings, as lists by key: what some tables alone tell. One query."""
    versions = versions_by_meeting(meetings, tables)
    return {meeting.pk: changes_in(meeting, versions[meeting.pk]) for meeting in meetings}


def changes_in(meeting, versions):
    if not versions:
        return []
    own = [v for v in versions if v.table == Meeting._meta.model_name]
    moments = PublicMoments(meeting.first_published_at, own, {v.moment for v in versions})
    changes = [
        Change(moment, Meeting, meeting.pk, True, True, is_republication=True)
        for moment in moments.republished
    ]
    # What staff gave as the reason of a withheld revision may repeat its words.
    silenced = {v.context for v in versions if v.is_withheld}
    for thing, pk, rows in things_in(versions):
        changes += changes_of(thing, pk, rows, moments, silenced)
    in_order = sorted(changes, key=place_in_save)
    return sorted(in_order, key=lambda change: change.moment, reverse=True)


def place_in_save(change):
    """In the order of the page."""
    return not change.is_republication, ORDER[change.thing._meta.model_name], change.pk


class PublicMoments:
    """The moments at which something was saved and the meeting was public afterwards."""

    def __init__(self, first, own, moments):
        self.first = first
        own = sorted(own, key=lambda v: (v.moment, v.event))
        self.saved, self.drafts = [v.moment for v in own], [v.is_hidden for v in own]
        later = sorted(moment for moment in moments if moment > first)
        self.public = [moment for moment in later if not self.is_draft_at(moment)]
        self.republished = [m for m in self.public if self.is_draft_before(m)]

    def is_draft_at(self, moment):
        return self.draft_after(bisect_right(self.saved, moment))

    def is_draft_before(self, moment):
        return self.draft_after(bisect_left(self.saved, moment))

    def draft_after(self, number):
        """Whether it was a draft after so many of its versions."""
        return number > 0 and self.drafts[number - 1]

    def seen_from(self, moment):
        """When the public saw what was saved at a moment; None when it has not seen it yet."""
        number = bisect_left(self.public, moment)
        return self.public[number] if number < len(self.public) else None

    def before(self, moment):
        number = bisect_left(self.public, moment)
        return self.public[number - 1] if number else self.first


def things_in(versions):
    """For each thing its model, its key, and its rows: lists of versions by table and key."""
    rows, owners = defaultdict(list), defaultdict(set)
    for version in sorted(versions, key=lambda v: v.event):
        key = version.table, version.row
        rows[key].append(version)
        owners[key].add(version.thing)
    found = defaultdict(dict)
    for key, history in rows.items():
        for pk in owners[key]:
            found[TABLES[key[0]].thing, pk][key] = history
    return [(thing, pk, of_thing) for (thing, pk), of_thing in found.items()]


def changes_of(thing, pk, rows, moments, silenced):
    """The changes of one thing, from one public state of it to the next."""
    saved = {v.moment for history in rows.values() for v in history if v.moment > moments.first}
    for moment in sorted({moments.seen_from(m) for m in saved} - {None}):
        before = state_at(thing, pk, rows, moments.before(moment))
        after = state_at(thing, pk, rows, moment)
        differing = [
            (table, event_of(before, key), event_of(after, key))
            for key in sorted((before or {}).keys() | (after or {}).keys(), key=order_of)
            for table in [key[0]]
            if digest_of(before, key) != digest_of(after, key)
        ]
        if differing:
            own = event_of(before if after is None else after, (thing._meta.model_name, pk))
            there = before is not None, after is not None
            yield Change(
                *(moment, thing, pk, *there, own, differing),
                contexts=contexts_of(rows, moments.before(moment), moment) - silenced,
                withheld=tuple(hidden_in(rows, moments, moment)),
            )


def contexts_of(rows, after, until):
    """Those of the saves between two moments."""
    versions = (v for history in rows.values() for v in history)
    return frozenset(v.context for v in versions if after < v.moment <= until and v.context)


def hidden_in(rows, moments, moment):
    """What staff withhold of some rows, told with the change of a moment or with another."""
    for (table, row), history in rows.items():
        for number, version in enumerate(history):
            if version.is_withheld:
                seen = moments.seen_from(version.moment) if version.moment > moments.first else None
                yield Hidden(
                    *(table, row, version.event),
                    previous=history[number - 1].event if number else None,
                    is_here=seen == moment,
                    moment=seen or moments.first,
                )


def order_of(key):
    return ORDER[key[0]], key[1]


def state_at(thing, pk, rows, moment):
    """The version in force of each row of a thing; None when the thing was not to be seen.

    A row of its own that is not among `rows` was not written since first publication.
    """
    own = thing._meta.model_name, pk
    state = {}
    for key, history in rows.items():
        last = next((v for v in reversed(history) if v.moment <= moment), None)
        if last and last.is_there and last.thing == pk:
            state[key] = last
    if own in rows and thing is not Meeting:
        if own not in state:
            return None
        if thing is FollowUp and state[own].is_hidden and not is_promised(state):
            return None
    return state


def is_promised(state):
    """Whether a follow-up has a promiser: then it is a promise even without a text."""
    return any(table == "followuppromiser" for table, _ in state)


def event_of(state, key):
    version = (state or {}).get(key)
    return version and version.event


def digest_of(state, key):
    version = (state or {}).get(key)
    return version and version.digest
