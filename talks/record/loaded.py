"""Rows of one noun with all that hangs on them, and every noun these name, for an export.

Rows are named tuples: nothing here is written back.
"""

from collections import defaultdict
from functools import reduce
from operator import attrgetter, or_

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models import Q

from talks.models import Meeting, OldId
from talks.models.choices import MeetingStatus

from .merge import Existing
from .reading import as_tuples, is_any_of
from .shapes import DELEGATE, DELEGATION, MEETING, NOUNS

# Where a noun stands in full when a meeting's line names it first; elsewhere it stands by its id.
# A line has its sources in full as well, at its end.
IN_FULL = {
    (MEETING, "process"),
    (MEETING.lists["places"], "place"),
    (MEETING.lists["auspices"], "party"),
    (MEETING.lists["issues"], "issue"),
    (DELEGATION, "party"),
    (DELEGATE, "official"),
}


class Loaded:
    """Few queries, and no more of them for many rows. `without` are lists that are not read."""

    def __init__(self, shape, pks, without=()):
        self.below, self.nouns, self.slugs = {}, defaultdict(dict), defaultdict(dict)
        self.published, self.held, self.old_ids = set(), set(), defaultdict(list)
        # By noun, the keys of those whose object is wanted, and of those whose id is enough.
        self.wanted, self.named = defaultdict(set), defaultdict(set)
        self.is_deep = shape is MEETING
        found = rows_by_key(shape.model, pks)
        self.top = [found[pk] for pk in pks]
        self._load_below(shape, self.top, without)
        self._load_nouns()
        self._load_ids()
        self._load_old_ids(shape)

    def rows(self, shape, parent):
        """The rows of a shape below a row, in order."""
        return self.below[shape].get(parent.pk, []) if shape in self.below else []

    def _load_below(self, shape, rows, without=()):
        existing = Existing(shape, rows, without, read=as_tuples)
        self.below |= existing.below
        for each, group in [(shape, rows), *existing.all_rows()]:
            for key, (name, noun) in each.refs.items():
                # Only a meeting's line has nouns in full.
                in_full = self.is_deep and ((each, key) in IN_FULL or noun == "source")
                keys = self.wanted if in_full else self.named
                keys[noun].update(map(attrgetter(f"{name}_id"), group))

    def _load_nouns(self):
        # Each noun names only nouns before it: those that it wants are still to come.
        for noun in reversed(NOUNS):
            if keys := self.wanted[noun] - {None}:
                self.nouns[noun] = rows_by_key(NOUNS[noun].model, sorted(keys))
                self.slugs[noun] = {pk: row.slug for pk, row in self.nouns[noun].items()}
                self._load_below(NOUNS[noun], list(self.nouns[noun].values()))

    def _load_ids(self):
        for noun, keys in self.named.items():
            keys = keys - self.slugs[noun].keys() - {None}
            if noun == "meeting":
                self._load_linked(keys)
            elif keys:
                rows = NOUNS[noun].model._base_manager.filter(is_any_of("pk", keys))
                self.slugs[noun].update(rows.values_list("pk", "slug"))

    def _load_linked(self, keys):
        rows = Meeting.objects.filter(is_any_of("pk", keys)).order_by()
        for pk, slug, status, is_draft in rows.values_list("pk", "slug", "status", "is_draft"):
            self.slugs["meeting"][pk] = slug
            if not is_draft:
                self.published.add(pk)
            if status == MeetingStatus.HELD:
                self.held.add(pk)

    def _load_old_ids(self, shape):
        """Of all rows that have an object of their own, or in full, in one query."""
        groups = {noun: (NOUNS[noun], self.nouns[noun]) for noun in self.nouns}
        groups[shape.model._meta.model_name] = (shape, {row.pk: row for row in self.top})
        groups = {noun: found for noun, found in groups.items() if "old_ids" in found[0].keys}
        each = [Q(is_any_of("target", rows), noun=noun) for noun, (_, rows) in groups.items()]
        if not each:
            return
        old = OldId.objects.filter(reduce(or_, each)).order_by("pk")
        old = list(old.values_list("noun", "target", "slug"))
        shown = {row.pk for row in self.top if shape is MEETING and not row.is_draft}
        hidden = draft_ids([one for one in old if one[0] == "meeting" and one[1] in shown])
        for noun, target, slug in old:
            if (noun, target, slug) not in hidden:
                self.old_ids[groups[noun][0], target].append(slug)


def rows_by_key(model, pks):
    return {row.pk: row for row in as_tuples(model).filter(is_any_of("pk", pks))}


def draft_ids(old):
    """Of old ids of published meetings, those that the history knows from their drafts alone.

    A draft's id says what it was to be called. An id that came with a file has no history.
    """
    slugs = [slug for _, _, slug in old]
    if not slugs:
        return set()
    history = Meeting.events.rel.related_model.objects.filter(slug__in=slugs)
    drafted = dict(history.values_list("slug").annotate(always=BoolAnd("is_draft")))
    return {one for one in old if drafted.get(one[-1])}
