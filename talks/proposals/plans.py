"""What it takes to write a proposed change as the record now stands, and what stands in the way.

A step of a plan is one row, as for reverts (`talks/revisions/steps.py`): there it leads back to
what was before, here to what is proposed. Fields that were left alone keep what they have become.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from django.apps import apps
from django.db import IntegrityError, models

from talks.history.values import label_of
from talks.models import FollowUp, OldId, Statement
from talks.models.nouns import Noun
from talks.revisions.obstacles import BACK, GONE, find_lost_names, find_taken_ids
from talks.revisions.reverting import BATCH, change, check_references, keep_old_ids, put_back
from talks.revisions.steps import (
    CHANGE,
    PUT_BACK,
    REMOVE,
    Plan,
    Step,
    latest_of,
    rows_now,
)
from talks.revisions.tables import NOT_REVERTED, TRACKED, fields_of, naming


@dataclass(frozen=True)
class Row:
    """A row as it was and as it is to be, values by attribute; None: not there."""

    model: type
    pk: int
    old: dict | None
    new: dict | None

    def packed(self):
        """As JSON holds it. Of a changed row what stays the same is said once."""
        new = self.new
        if self.old and new:
            new = {name: value for name, value in new.items() if value != self.old[name]}
        return [self.model._meta.model_name, self.pk, plain(self.old), plain(new)]

    @classmethod
    def unpacked(cls, name, pk, old, new):
        model = apps.get_model("talks", name)
        old, new = revived(model, old), revived(model, new)
        return cls(model, pk, old, old | new if old and new is not None else new)

    def step(self, number, now, latest):
        """`number` keeps the order in which rows were written."""
        return Step(self.model, self.pk, -number, latest, self.new, self.old, now)


def plain(values):
    """Moments and times as text with all their digits."""
    if values is None:
        return None
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if name not in NOT_REVERTED
    }


def revived(model, values):
    if values is None:
        return None
    fields = (field for field in fields_of(model) if field.attname in values)
    return {field.attname: field.to_python(values[field.attname]) for field in fields}


def rows_of(proposal):
    return [Row.unpacked(*packed) for packed in proposal.rows]


def plan_of(proposal):
    """The `Plan` that writes it now. Four queries for each model at most."""
    steps, rows = [], rows_of(proposal)
    for model in TRACKED:
        of_model = [(number, row) for number, row in enumerate(rows) if row.model is model]
        keys = [row.pk for _, row in of_model]
        if keys:
            now, latest = rows_now(model, keys), latest_of(model, keys)
            steps += [row.step(n, now.get(row.pk), latest.get(row.pk)) for n, row in of_model]
    left = [step for step in steps if not is_done(step)]
    plan = Plan(left, len(steps) - len(left))
    give_free_ids(plan)
    return plan


def steps_as_proposed(proposal):
    """The steps as they were when it was proposed, for what is decided already."""
    return [row.step(number, row.old, None) for number, row in enumerate(rows_of(proposal))]


def is_done(step):
    if step.kind == CHANGE:
        return step.now is not None and not step.restored
    return not differing(step.now, step.before)


def differing(now, wanted):
    """Whether a row stands otherwise, in what is not kept by triggers."""
    if now is None or wanted is None:
        return now is not wanted
    return any(now[name] != wanted[name] for name in wanted if name not in NOT_REVERTED)


def give_free_ids(plan):
    """Added statements and follow-ups whose id was given meanwhile get the next that is free.

    Two who wait each with the next statement of a meeting both call it s19.
    """
    for model in (Statement, FollowUp):
        if added := [step for step in plan.of(model, PUT_BACK) if step.now is None]:
            given = given_ids(model, plan, {step.before["meeting_id"] for step in added})
            for step in added:
                slugs = given[step.before["meeting_id"]]
                step.before = step.before | {"slug": free_id(step.before["slug"], slugs)}
                slugs.add(step.before["slug"])


def given_ids(model, plan, meetings):
    """The ids in use at some meetings but for rows that the plan removes or renames."""
    renamed = [step for step in plan.of(model, CHANGE) if "slug" in step.restored]
    freed = [step.pk for step in renamed + plan.of(model, REMOVE)]
    given = defaultdict(set)
    rows = model._base_manager.filter(meeting__in=meetings).exclude(pk__in=freed).order_by()
    for meeting, slug in rows.values_list("meeting_id", "slug"):
        given[meeting].add(slug)
    for step in renamed:
        given[step.before["meeting_id"]].add(step.before["slug"])
    return given


def free_id(slug, given):
    stem = slug.rstrip("0123456789")
    digits = slug[len(stem) :]
    later = (f"{stem}{n}" for n in count(int(digits[-9:] or 1) + 1))
    return slug if slug not in given else next(other for other in later if other not in given)


# What stands in the way


def find_obstacles(plan):
    """Say on each step what stands in its way. A few queries for each model."""
    for step in plan.steps:
        step.obstacles = [*own_obstacles(step)]
    for model in plan.models():
        find_lost_names(plan, model)
        find_additions(plan, model)
        if issubclass(model, Noun):
            find_taken_ids(plan, model)


def own_obstacles(step):
    if step.kind == PUT_BACK and step.now is not None:
        yield BACK
    elif step.kind == CHANGE and step.now is None:
        yield GONE
    elif step.kind == REMOVE and differing(step.now, step.after):
        yield "It was changed since this was proposed."
    elif step.kind == CHANGE:
        for field in fields_of(step.model):
            name = field.attname
            if name in step.restored and step.now[name] != step.after[name]:
                yield f"Its {label_of(field)} was changed since this was proposed."


def find_additions(plan, model):
    """Rows that came since and would go with one that is removed, or keep it."""
    steps = {step.pk: step for step in plan.of(model, REMOVE)}
    for other, field in naming(model) if steps else ():
        if field.remote_field.on_delete is models.SET_NULL:
            continue
        moved = {s.pk for s in plan.of(other, CHANGE) if field.attname in s.restored}
        freed = moved | {s.pk for s in plan.of(other, REMOVE)}
        rows = other._base_manager.filter(**{f"{field.name}__in": list(steps)}).order_by()
        for pk, named in rows.values_list("pk", field.attname):
            if pk not in freed:
                kind = other._meta.verbose_name
                steps[named].obstacles.append(f"A {kind} names it that is not in this change.")


# Writing it


def carry_out(plan, old_ids=()):
    """Do what the plan says; the rows that were changed or added. Raises IntegrityError."""
    written = []
    for model in reversed(TRACKED):
        remove(model, plan.of(model, REMOVE))
    for model in TRACKED:
        written += change(model, plan.of(model, CHANGE))
    for model in TRACKED:
        written += add(model, plan.of(model, PUT_BACK))
    for old in old_ids:
        lead(**old)
    check_references()
    return written


def lead(noun, slug, target):
    """An old id leads to what it led to in the save: by the triggers already, but for a file's."""
    known = OldId.objects.filter(noun=noun, slug=slug).first()
    if known is None:
        OldId.objects.create(noun=noun, slug=slug, target=target)
    elif known.target is None and target:
        OldId.objects.filter(pk=known.pk).update(target=target)
    elif known.target != target:
        raise IntegrityError(f"The id “{slug}” was given to another {noun} meanwhile.")


def remove(model, steps):
    """Row after row has gone below these; readers' reports about them stay, and lose the link."""
    if steps:
        rows = model._base_manager.filter(pk__in=[step.pk for step in steps])
        keep_old_ids(rows)
        rows.delete()


def add(model, steps):
    """New rows; and nouns that were on record once, which get their ids back as by any revert."""
    known = latest_of(model, [s.pk for s in steps]) if steps and issubclass(model, Noun) else ()
    back = put_back(model, [step for step in steps if step.pk in known])
    rows = [model(pk=step.pk, **step.before) for step in steps if step.pk not in known]
    return back + (model._base_manager.bulk_create(rows, batch_size=BATCH) if rows else [])
