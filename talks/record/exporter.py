"""Exports the record as record files: canonical, streamed, one consistent state of the record.

`objects()` gives the record-file object of any rows; pages and the API can use it too.
"""

import json
from collections import Counter

from django.db.models import Count
from django.db.models.functions import Collate

from talks.models import Meeting, Statement
from talks.models.choices import FollowUpState

from . import closure, schema
from .loaded import IN_FULL, Loaded
from .shapes import FOLLOW_UP, MEETING, NOUNS, SHAPES, STATEMENT
from .states import one_state

# The citations that make a source one of the meeting's own.
CITATIONS = {shape.lists["citations"] for shape in (MEETING, STATEMENT, FOLLOW_UP)}
BATCH = 200
EMPTY = ("", None, [])
CITED = FOLLOW_UP.lists["citations"]
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
        self.loaded, self.made = Loaded(shape, pks, self.without), {}
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
        for key, part, attribute, kind, is_always in shape.plan:
            value = getattr(row, attribute) if not kind else self.value(shape, row, key, kind)
            if value or is_always or value not in EMPTY:
                if part:
                    data.setdefault("original", {})[part] = value
                else:
                    data[key] = value
        return data

    def value(self, shape, row, key, kind):
        """What a `Step` of this kind finds in a row, or for it."""
        if kind == "ref":
            return self.ref(shape, row, key)
        if kind == "list":
            below = shape.lists[key]
            rows = self.loaded.rows(below, row)
            if below is FOLLOW_UP:
                rows = [each for each in rows if not self.is_cut_off(each)]
            return [self.item(below, each) for each in rows]
        if kind == "starts":
            # A key that stands even where a draft has no date.
            return row.starts or None
        if kind == "state":
            return None if self.is_unproven(row) else row.state
        if kind == "time":
            value = getattr(row, shape.scalars[key].attname)
            return value and value.strftime("%H:%M")
        return self.loaded.old_ids.get((shape, row.pk)) if kind == "old_ids" else None

    def ref(self, shape, row, key):
        """The noun that a row names, or the later meeting."""
        name, noun = shape.refs[key]
        pk = getattr(row, f"{name}_id")
        if shape in CITATIONS:
            self.cited.append(pk)
        if pk is None:
            return None
        if noun == "meeting":
            return self.linked(pk)
        if (shape, key) not in IN_FULL or (noun, pk) in self.given:
            return self.loaded.slugs[noun][pk]
        self.given.add((noun, pk))
        return self.in_full(noun, pk)

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
            return self.ref(shape, row, shape.bare)
        data = self.object(shape, row)
        return data[shape.bare] if list(data) == [shape.bare] else data

    def in_full(self, noun, pk):
        """A noun's object: made once, and one for all lines; it names others by their ids."""
        if (noun, pk) not in self.made:
            self.made[noun, pk] = self.object(NOUNS[noun], self.loaded.nouns[noun][pk])
        return self.made[noun, pk]

    def linked(self, pk):
        if pk in self.shown:
            return self.loaded.slugs["meeting"][pk]
        self.left_out += 1
        return None

    def is_cut_off(self, row):
        """An editors' link to a meeting that is not shown says nothing without it."""
        if row.to_meeting_id is None:
            return False
        promised = row.text or self.loaded.rows(FOLLOW_UP.lists["promised_by"], row)
        cut = not promised and row.to_meeting_id not in self.shown
        self.left_out += cut
        return cut

    def finished(self, row, data):
        """With the draft mark and the sources in full, each key in its place.

        Those the meeting names itself come first, in its order; then the others it cites.
        """
        data["draft"] = row.is_draft or None
        own = [link.source_id for link in self.loaded.rows(MEETING.lists["sources"], row)]
        sources = dict.fromkeys([*own, *self.cited])
        data["sources"] = [self.in_full("source", pk) for pk in sources]
        keys = schema.Meeting.model_fields
        return {key: data[key] for key in keys if key in MEETING.always or data.get(key)}
