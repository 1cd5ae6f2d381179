"""What the transaction at hand has written, and whether it must wait for a second person.

The history knows each row that was written, from whichever form, import or revert, so nothing
that can be entered is lost: rows are kept as they are, with the keys they were given. Sequences
are not rolled back, so nothing else ever gets those keys.
"""

from collections import defaultdict

import pghistory
from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from pghistory.models import Context

from talks.models import Delegation, FollowUp, Meeting, OldId, ProposedChange, Statement
from talks.revisions.steps import steps_of
from talks.revisions.tables import TRACKED, events_of, events_table, parent_of

from .plans import Row

PERMISSION = "talks.publish_meeting"
TITLES_SHOWN = 3
# What the history keeps of every request: who and where. An applied change has its own.
OF_THE_REQUEST = {"user", "url"}
# Beside what the history is told of an applied change: the act that it is, if it is one.
ACT = "act"


class Proposed(Exception):
    """A save that has to wait; raised inside its transaction, so that all of it is undone."""

    def __init__(self, rows, meetings, title, context, old_ids):
        super().__init__(title)
        self.rows, self.meetings, self.title = rows, meetings, title
        self.context, self.old_ids = context, old_ids

    def keep(self, author, note=""):
        """Store it, once the transaction that it was raised in is undone."""
        return ProposedChange.objects.create(
            title=self.title,
            meetings=self.meetings,
            rows=[row.packed() for row in self.rows],
            old_ids=[old for old in self.old_ids if not OldId.objects.filter(**old).exists()],
            context=self.context,
            author=author,
            note=note,
        )


def hold(user, act=None):
    """Raise Proposed if this transaction changed a published meeting, and four eyes are asked.

    Call it in the transaction, after all is written. `act` is how to do it again where rows are not
    all that there is to it: see talks/admin/acts.py.
    """
    if not settings.FOUR_EYES:
        return
    with pghistory.context() as context:
        pass
    if not (rows := written_rows(context.id)):
        return
    if held := held_meetings(rows, user):
        kept = Context.objects.get(pk=context.id).metadata
        said = {key: value for key, value in kept.items() if key not in OF_THE_REQUEST}
        said |= {ACT: act} if act else {}
        raise Proposed(rows, sorted(held), title_of(held), said, written_old_ids())


def held_back(work, author, note=""):
    """Do `work()` in a transaction; what it returned, and the ProposedChange that it became.

    One of the two is None: a change that has to wait is not written.
    """
    try:
        with pghistory.context(user=author.pk), transaction.atomic():
            result = work()
            hold(author)
        return result, None
    except Proposed as held:
        return None, held.keep(author, note)


# What was written


def written_rows(context):
    """Every row that this transaction leaves otherwise than it found it."""
    rows = []
    for model in written_models(context):
        events = events_of(model).filter(pgh_context=context, pgh_created_at=TransactionNow())
        for step in steps_of(model, {model: events}):
            if step.before != step.after:
                rows.append(Row(model, step.pk, step.before, step.after))
    return rows


def written_models(context):
    """Events carry the time at which their transaction began. One query."""
    sql = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT FROM {events_table(model)} "  # noqa: S608
        "WHERE pgh_context_id = %(context)s AND pgh_created_at = now())"
        for number, model in enumerate(TRACKED)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"context": context})
        written = {number for (number,) in cursor.fetchall()}
    return [model for number, model in enumerate(TRACKED) if number in written]


def written_old_ids():
    """Old ids that this transaction may have written; those of others stay when it is undone.

    A transaction's number is lower than those of its savepoints, and of all that began later.
    """
    ours = "xmin::text::bigint >= (pg_current_xact_id()::text::bigint %% 4294967296)"
    rows = OldId.objects.extra(where=[ours])  # noqa: S610 - no value in it
    return list(rows.order_by("pk").values("noun", "slug", "target"))


# Whether it must wait


def held_meetings(rows, user):
    """Titles by key of the published meetings that the rows change.

    Locked: whoever publishes one at this moment sees this change, or we see the publication. To
    take a meeting off the site needs no second person; to publish it again does.
    """
    before = {row.pk: row.old for row in rows if row.model is Meeting}
    meetings = Meeting.objects.filter(pk__in=meetings_of(rows)).order_by("pk").select_for_update()
    now = {pk: (is_draft, title) for pk, is_draft, title in meetings.values_list(*SHOWN)}
    may_unpublish, held = user.has_perm(PERMISSION), {}
    for pk in {*now, *before}:
        was = before[pk] and (before[pk]["is_draft"], before[pk]["title"]) if pk in before else None
        # What is new and published at once was put back: by a revert, or the undo of a merge.
        was_draft, title = was or now.get(pk, (True, ""))
        is_taken_down = pk in now and now[pk][0] and may_unpublish
        if not (was_draft or is_taken_down):
            held[pk] = title
    return held


SHOWN = ("pk", "is_draft", "title")


def meetings_of(rows):
    """The keys of the meetings that rows are, or stand below, as they were and as they are."""
    found, above = set(), defaultdict(set)
    for row in rows:
        link = parent_of(row.model)
        if row.model is Meeting:
            found.add(row.pk)
        elif link:
            for values in filter(None, (row.old, row.new)):
                above[link.related_model].add(values[link.attname])
    for parent in (Delegation, Statement, FollowUp):
        # One that was removed is among the rows itself.
        between = parent._base_manager.filter(pk__in=above[parent])
        found |= set(between.values_list("meeting_id", flat=True))
    return found | above[Meeting]


def title_of(held):
    titles = [held[pk] for pk in sorted(held)]
    more = len(titles) - TITLES_SHOWN
    return "; ".join(titles[:TITLES_SHOWN]) + (f"; and {more} more" if more > 0 else "")
