"""What it takes to revert some changes: a step a row, and what stands in its way."""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Max, OuterRef, Subquery

from .tables import NOT_REVERTED, TRACKED, events_of, fields_of, values_of

CHANGE, REMOVE, PUT_BACK = "change", "remove", "put back"


@dataclass
class Step:
    """One row: as it was before some changes and after them, and as it is now; None: not there.

    `last` is the last of the events to revert, `latest` the row's last event at all.
    """

    model: type
    pk: int
    last: int
    latest: int
    before: dict | None
    after: dict | None
    now: dict | None
    is_known: bool = True
    obstacles: list = field(default_factory=list)

    @property
    def kind(self):
        if self.before is None:
            return REMOVE
        return CHANGE if self.after is not None else PUT_BACK

    @property
    def changed(self):
        """The attributes that the changes altered."""
        if self.kind != CHANGE:
            return []
        names = [name for name in self.before if name not in NOT_REVERTED]
        return [name for name in names if self.before[name] != self.after[name]]

    @property
    def restored(self):
        """What is to be written: values by attribute."""
        if self.kind == PUT_BACK:
            return self.before
        now = self.now or {}
        return {n: self.before[n] for n in self.changed if now.get(n) != self.before[n]}

    @property
    def is_done(self):
        """Whether the row is already as it was before."""
        if not self.is_known:
            return False
        if self.kind == CHANGE:
            return self.now is not None and not self.restored
        return self.now == self.before


@dataclass
class Plan:
    """The steps of a revert. `token` differs as soon as one of the rows has changed."""

    steps: list
    done: int = 0

    @property
    def token(self):
        seen = [(s.model._meta.model_name, s.pk, s.last, s.latest, s.kind) for s in self.steps]
        return sha256(repr((seen, self.done)).encode()).hexdigest()

    @property
    def obstacles(self):
        return [(step, reason) for step in self.steps for reason in step.obstacles]

    def of(self, model, kind):
        return [step for step in self.steps if step.model is model and step.kind == kind]

    def models(self):
        found = {step.model for step in self.steps}
        return [model for model in TRACKED if model in found]


def plan_for(events):
    """The `Plan` that reverts events: querysets by model. Six queries for each model at most."""
    steps = [step for model in TRACKED if model in events for step in steps_of(model, events)]
    left = [step for step in steps if not step.is_done]
    return Plan(left, len(steps) - len(left))


def steps_of(model, events):
    rows = defaultdict(list)
    ends = events[model].order_by("pgh_id").values_list("pgh_obj_id", "pgh_id", "pgh_label")
    for pk, event, label in ends:
        rows[pk].append((event, label))
    earlier = previous_of(model, [e for changes in rows.values() for e, _ in changes[:1]])
    last = [changes[-1][0] for changes in rows.values()]
    said = events_of(model).in_bulk([*last, *filter(None, earlier.values())])
    now, latest = rows_now(model, rows), latest_of(model, rows)
    for pk, changes in rows.items():
        first, label = changes[0]
        before, after = said.get(earlier[first]), said[changes[-1][0]]
        was_there, is_there = label != "insert", changes[-1][1] != "delete"
        if was_there or is_there:
            yield Step(
                *(model, pk, changes[-1][0], latest[pk]),
                before=values_of(before, model) if was_there and before else None,
                after=values_of(after, model) if is_there else None,
                now=now.get(pk),
                is_known=not was_there or before is not None,
            )


def previous_of(model, pks):
    """For each event the key of the one before it of the same row, or None."""
    own = events_of(model).filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    previous = Subquery(own.order_by("-pgh_id").values("pgh_id")[:1])
    rows = events_of(model).filter(pgh_id__in=pks).annotate(previous=previous)
    return dict(rows.values_list("pgh_id", "previous"))


def rows_now(model, pks):
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.filter(pk__in=list(pks)).order_by()
    return {row.pop("pk"): row for row in rows.values("pk", *names)}


def latest_of(model, pks):
    rows = events_of(model).filter(pgh_obj_id__in=list(pks)).order_by()
    return dict(rows.values_list("pgh_obj_id").annotate(Max("pgh_id")))
