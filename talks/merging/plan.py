"""What a merge of two nouns would do to each row that names the merged one, found without writing.

A row moves: its foreign key names the kept one. Where it cannot, `collisions.py` settles it. A row
that has a twin is dropped for it, and what names it names the twin: so a plan goes down from the
noun to the rows below, parents first.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Max, Q

from . import collisions
from .fields import differences
from .relations import BESIDES, below, identities, keys_of, untracked

MOVE, DROP = "move", "drop"


@dataclass
class Step:
    """One row that names the merged one: `values` to be written, by attribute, or it is dropped.

    `twin` is the key of the row that stays for it; None where nothing needs to.
    """

    model: type
    pk: int
    now: dict
    values: dict
    kind: str = MOVE
    twin: int | None = None
    why: str = ""


@dataclass
class Plan:
    """`pairs`: by model, dropped keys and the keys that stay for them; `gone`: dropped for nothing.

    `offsets`: by model, what is added to the place in the list of rows that move to another parent.
    """

    kept: object
    merged: object
    steps: list = field(default_factory=list)
    pairs: dict = field(default_factory=dict)
    gone: dict = field(default_factory=lambda: defaultdict(set))
    offsets: dict = field(default_factory=dict)
    fills: dict = field(default_factory=lambda: defaultdict(dict))
    losses: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    cleared: list = field(default_factory=list)
    untracked: dict = field(default_factory=dict)

    @property
    def model(self):
        return type(self.kept)

    @property
    def kept_name(self):
        return str(getattr(self.kept, "name", self.kept))

    @property
    def merged_name(self):
        return str(getattr(self.merged, "name", self.merged))

    def of(self, kind, model=None):
        return [s for s in self.steps if s.kind == kind and model in (None, s.model)]

    def models(self):
        return list(dict.fromkeys(step.model for step in self.steps))

    @property
    def token(self):
        """Differs as soon as anything that the plan shows has changed."""
        seen = [
            (s.model._meta.model_name, s.pk, s.kind, s.twin, sorted(s.values.items()))
            for s in self.steps
        ]
        both = [(d.attname, d.kept, d.merged, d.is_gap) for d in self.differences]
        rows = [self.kept.pk, self.merged.pk, str(self.kept), str(self.merged)]
        others = (self.offset_values, sorted(map(repr, self.fills.items())), self.losses)
        moved = sorted((str(key), pks) for key, pks in self.untracked.items())
        return sha256(repr((rows, seen, both, others, moved)).encode()).hexdigest()

    @property
    def offset_values(self):
        return sorted((model.__name__, offset) for model, offset in self.offsets.items())


def plan_for(kept, merged):
    """The `Plan` of a merge. A few queries for each model that may name such a noun."""
    plan = Plan(kept, merged, pairs={type(kept): {merged.pk: kept.pk}})
    plan.differences = list(differences(kept, merged))
    for model in below(type(kept)):
        add_rows(plan, model)
    for model in {type(kept), *plan.models(), *plan.gone}:
        add_untracked(plan, model)
    collisions.fill_twins(plan)
    return plan


def add_rows(plan, model):
    rows = [row for row in naming_rows(plan, model) if not is_of_the_two(plan, model, row["pk"])]
    if not rows:
        return
    steps = [Step(model, row.pop("pk"), row, moved_values(plan, model, row)) for row in rows]
    number_after(plan, model, steps)
    collisions.settle(plan, model, steps)
    plan.steps += steps
    dropped = {step.pk: step.twin for step in steps if step.kind == DROP}
    plan.pairs[model] = plan.pairs.get(model, {}) | {k: v for k, v in dropped.items() if v}
    plan.gone[model] |= {pk for pk, twin in dropped.items() if not twin}


def is_of_the_two(plan, model, pk):
    """Whether a row is one of the two nouns itself, whose link to the other is cleared."""
    if model is not plan.model or pk not in (plan.kept.pk, plan.merged.pk):
        return False
    if pk == plan.kept.pk:
        plan.cleared += [
            key
            for key in keys_of(model)
            if key.related_model is model and getattr(plan.kept, key.attname) == plan.merged.pk
        ]
    return True


def naming_rows(plan, model):
    """The rows of a model that name what is dropped, in the values that a plan asks for."""
    condition = Q(pk__in=[])
    for key in keys_of(model):
        named = [*plan.pairs.get(key.related_model, ()), *plan.gone.get(key.related_model, ())]
        if named:
            condition |= Q(**{f"{key.attname}__in": named})
    if model in BESIDES and plan.pairs.get(plan.model):
        condition |= collisions.beside_their_maker(plan, model)
    names = {name for identity in identities(model) for name in identity}
    names |= {key.attname for key in keys_of(model)}
    names |= {f.attname for f in model._meta.concrete_fields if f.name in ("order", "slug", "role")}
    return list(model._base_manager.filter(condition).order_by("pk").values("pk", *sorted(names)))


def moved_values(plan, model, row):
    """Foreign keys that name something else afterwards."""
    values = {}
    for key in keys_of(model):
        twin = plan.pairs.get(key.related_model, {}).get(row[key.attname])
        if twin is not None:
            values[key.attname] = twin
    return values


def number_after(plan, model, steps):
    """Rows that come to another parent come after those that it has."""
    parent = collisions.parent_name(model)
    parents = {step.values[parent] for step in steps if parent in step.values}
    if parents and "order" in steps[0].now:
        there = model._base_manager.filter(**{f"{parent}__in": parents})
        last = there.aggregate(last=Max("order"))["last"]
        plan.offsets[model] = 0 if last is None else last + 1


def add_untracked(plan, model):
    """Rows without a history, a reader's correction say: they move, and are noted for an undo."""
    twins = plan.pairs.get(model)
    for key in untracked(model) if twins else ():
        rows = key.model._base_manager.filter(**{f"{key.attname}__in": list(twins)})
        found = rows.order_by("pk").values_list("pk", key.attname)
        if moved := [(pk, old, twins[old]) for pk, old in found]:
            plan.untracked[key] = moved
