"""Exports the record as record files: canonical, streamed, one consistent state of the record.

`objects()` gives the record-file object of any rows; pages and the API can use it too.
"""

import json
from collections import Counter, defaultdict
from datetime import time

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models import Count
from django.db.models.functions import Collate

from talks.models import Meeting, OldId, Statement
from talks.models.choices import FollowUpState, MeetingStatus

from . import closure, schema
from .merge import Existing, without_search
from .shapes import DELEGATE, DELEGATION, FOLLOW_UP, MEETING, NOUNS, SHAPES, STATEMENT
from .states import one_state

# The citations that make a source one of the meeting's own.
CITATIONS = {shape.lists["citations"] for shape in (MEETING, STATEMENT, FOLLOW_UP)}
BATCH = 200
CITED = FOLLOW_UP.lists["citations"]
# What has an object of its own; in those below a meeting every noun stands by its id.
# Where a noun stands in full when a line names it first; elsewhere it stands by its id.
IN_FULL = {
    (MEETING, "process"),
    (MEETING.lists["places"], "place"),
    (MEETING.lists["auspices"], "party"),
    (MEETING.lists["issues"], "issue"),
    (DELEGATION, "party"),
    (DELEGATE, "official"),
}


# In place of the keys of meetings: all that are published.
PUBLISHED = object()
# What has an object of its own.
TOPS = SHAPES | {"statement": STATEMENT, "follow_up": FOLLOW_UP}


def line_of(data):
    """An object as a line of the record file, with its line end."""
    return json.dumps(data, ensure_ascii=False) + "\n"


class Export:
    """The lines of an export. `left_out` counts links to meetings that are not in it."""

    def __init__(self, meetings, *, every_noun=False):
        """`meetings`: the queryset to export. `every_noun`: also nouns that none of them names."""
        self.meetings, self.every_noun, self.left_out = meetings, every_noun, 0

    def lines(self):
        """Every line as text with its line end, nouns first."""
        with one_state():
            for data in self.objects():
                yield line_of(data)

    def objects(self):
        in_order = self.meetings.order_by(Collate("slug", "C")).values_list("pk", flat=True)
        keys = list(in_order)
        for noun, pks in closure.alone(self.meetings, every=self.every_noun).items():
            yield from self._nouns(noun, pks)
        writer = Objects(set(keys))
        statements = Counter(
            dict(
                Statement.objects.filter(meeting__in=self.meetings.order_by().values("pk"))
                .values_list("meeting")
                .annotate(Count("pk"))
            )
        )
        for batch in batches(keys, lambda pk: 1 + statements[pk] // 10):
            yield from writer.objects("meeting", batch)
        self.left_out = writer.left_out

    def _nouns(self, noun, pks):
        model = NOUNS[noun].model
        in_order = model.objects.filter(pk__in=pks).order_by(Collate("slug", "C"))
        for batch in batches(list(in_order.values_list("pk", flat=True))):
            for data in Objects().objects(noun, batch):
                yield {noun: data}


def batches(items, weight=lambda item: 1):
    """Lists of items that together weigh little more than a batch."""
    batch, total = [], 0
    for item in items:
        batch.append(item)
        total += weight(item)
        if total >= BATCH:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def meeting_object(meeting):
    """The record-file object of one meeting; links to drafts are left out."""
    published = Linked(Meeting.objects.published())
    return next(Objects(published).objects("meeting", [meeting.pk]))


class Linked:
    """Meetings that may be linked to, asked one by one instead of held in memory."""

    def __init__(self, meetings):
        self.meetings = meetings

    def __contains__(self, pk):
        return self.meetings.filter(pk=pk).exists()


class Objects:
    """Rows as objects of the record file. `linkable` holds the keys of meetings to link to.

    `PUBLISHED` in its place are those that readers may see; no query tells them apart.
    `without` are lists of a meeting that are neither read nor given.
    """

    def __init__(self, linkable=(), *, without=()):
        self.linkable, self.without, self.left_out = linkable, without, 0

    def objects(self, noun, pks):
        """The objects of rows of one noun, in the order of their keys.

        `statement` and `follow_up` may be asked for too: as a meeting's line has them.
        """
        shape = TOPS[noun]
        self.loaded = Loaded(shape, pks, self.without)
        is_public = self.linkable is PUBLISHED
        self.shown = self.loaded.published if is_public else self.linkable
        for row in self.loaded.top:
            self.given, self.cited = set(), []
            data = self.object(shape, row)
            if noun == "meeting":
                data = self.finished(row, data)
            yield data

    def object(self, shape, row):
        """One row as an object with the keys of its shape, empty values left out."""
        data = {}
        for key in shape.keys:
            value = self.value(shape, row, key)
            if value not in (None, "", []) or key in shape.always:
                if key.startswith("original."):
                    data.setdefault("original", {})[key.removeprefix("original.")] = value
                else:
                    data[key] = value
        return data

    def value(self, shape, row, key):
        if key == "old_ids":
            return self.loaded.old_ids[type(row), row.pk]
        if key in shape.lists:
            below = shape.lists[key]
            rows = self.loaded.rows(below, row)
            return [self.item(below, r) for r in rows if not self.is_cut_off(below, r)]
        if key in shape.refs:
            name, noun = shape.refs[key]
            if shape in CITATIONS:
                self.cited.append(row.source_id)
            return self.noun(noun, getattr(row, f"{name}_id"), (shape, key) in IN_FULL)
        if key not in shape.scalars:
            return None
        value = getattr(row, shape.scalars[key].attname)
        if key == "starts":
            # A key that stands even where a draft has no date.
            return value or None
        if key == "state" and self.is_unproven(row):
            return None
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def is_unproven(self, row):
        """Whether a promise counts as met, and nothing that is shown bears that out.

        The later meeting may not be shown, or may not have been held after all. An import would
        refuse such a state.
        """
        return (
            row.state == FollowUpState.MET
            and not row.outcome
            and not self.loaded.rows(CITED, row)
            and not (row.to_meeting_id in self.loaded.held and row.to_meeting_id in self.shown)
        )

    def item(self, shape, row):
        if shape.item is None:
            name, noun = shape.refs[shape.bare]
            return self.noun(noun, getattr(row, f"{name}_id"), (shape, shape.bare) in IN_FULL)
        data = self.object(shape, row)
        return data[shape.bare] if list(data) == [shape.bare] else data

    def noun(self, noun, pk, in_full):
        """A noun by its id, or in full the first time a line has it so."""
        if pk is None:
            return None
        if noun == "meeting":
            return self.linked(pk)
        if not in_full or (noun, pk) in self.given:
            return self.loaded.nouns[noun][pk].slug
        self.given.add((noun, pk))
        return self.object(NOUNS[noun], self.loaded.nouns[noun][pk])

    def linked(self, pk):
        if pk in self.shown:
            return self.loaded.slugs[pk]
        self.left_out += 1
        return None

    def is_cut_off(self, shape, row):
        """An editors' link to a meeting that is not shown says nothing without it."""
        if shape is not FOLLOW_UP or row.to_meeting_id is None:
            return False
        promised = row.text or self.loaded.rows(shape.lists["promised_by"], row)
        cut = not promised and row.to_meeting_id not in self.shown
        self.left_out += cut
        return cut

    def finished(self, row, data):
        """With the draft mark and the sources in full, each key in its place.

        Those the meeting names itself come first, in its order; then the others it cites.
        """
        data["draft"] = row.is_draft or None
        of_noun = self.loaded.nouns["source"]
        own = [link.source_id for link in self.loaded.rows(MEETING.lists["sources"], row)]
        sources = dict.fromkeys([*own, *self.cited])
        data["sources"] = [self.object(NOUNS["source"], of_noun[pk]) for pk in sources]
        keys = schema.Meeting.model_fields
        return {key: data[key] for key in keys if key in MEETING.always or data.get(key)}


class Loaded:
    """Rows of one noun with all that hangs on them, and every noun these name. Few queries."""

    def __init__(self, shape, pks, without=()):
        self.levels = []
        self.nouns = defaultdict(dict)
        self.slugs, self.held, self.published, self.old_ids = {}, set(), set(), {}
        # Only a meeting's line names nouns in full; else their ids are enough.
        self.is_deep = shape is MEETING
        self.top = self._rows(shape.model, pks)
        self._load(shape, self.top, without)
        self._load_old_ids(shape.model, self.top)

    def _rows(self, model, pks):
        rows = without_search(model).in_bulk(pks)
        return [rows[pk] for pk in pks]

    def _load(self, shape, rows, without=()):
        existing = Existing(shape, rows, without)
        self.levels.append(existing)
        wanted = defaultdict(set)
        for each, group in [(shape, rows), *existing.all_rows()]:
            for name, noun in each.refs.values():
                wanted[noun].update(getattr(row, f"{name}_id") for row in group)
        for noun, keys in wanted.items():
            keys.discard(None)
            if noun == "meeting":
                found = Meeting.objects.filter(pk__in=keys).only("slug", "status", "is_draft")
                self.slugs |= {row.pk: row.slug for row in found}
                self.published |= {row.pk for row in found if row.is_published}
                self.held |= {row.pk for row in found if row.status == MeetingStatus.HELD}
            else:
                self._load_nouns(noun, sorted(keys - self.nouns[noun].keys()))

    def _load_nouns(self, noun, pks):
        if not pks:
            return
        if not self.is_deep:
            self.nouns[noun] |= NOUNS[noun].model._base_manager.only("slug").in_bulk(pks)
            return
        rows = self._rows(NOUNS[noun].model, pks)
        self.nouns[noun].update((row.pk, row) for row in rows)
        self._load(NOUNS[noun], rows)
        self._load_old_ids(NOUNS[noun].model, rows)

    def _load_old_ids(self, model, rows):
        # A row may come twice: as one of the top rows, and because another of them names it.
        pks = [row.pk for row in rows]
        self.old_ids |= {(model, pk): [] for pk in pks}
        old = OldId.objects.filter(noun=model._meta.model_name, target__in=pks)
        if model is Meeting:
            shown = [row.pk for row in rows if row.is_published]
            old = old.exclude(target__in=shown, slug__in=draft_ids(old.filter(target__in=shown)))
        for target, slug in old.order_by("pk").values_list("target", "slug"):
            self.old_ids[model, target].append(slug)

    def rows(self, shape, parent):
        for level in self.levels:
            if found := level.rows(shape, parent):
                return found
        return []


def draft_ids(old):
    """Of old ids of published meetings, those that the history knows from their drafts alone.

    A draft's id says what it was to be called. An id that came with a file has no history.
    """
    slugs = list(old.values_list("slug", flat=True))
    if not slugs:
        return []
    history = Meeting.events.rel.related_model.objects.filter(slug__in=slugs)
    drafted = dict(history.values_list("slug").annotate(always=BoolAnd("is_draft")))
    return [slug for slug, always in drafted.items() if always]
