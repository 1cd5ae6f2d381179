"""A plan as staff read it: what moves in counts, what collides in words, what would be lost."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from talks.history.values import label_of
from talks.revisions.naming import Names

from . import collisions
from .plan import MOVE
from .relations import RENUMBERED, keys_of

EXAMPLES, LOSSES = 10, 50
# What is done about each kind of collision; a number and the name of the rows stand before it.
WORDS = {
    collisions.TWIN: "on record for both, so that two become one; what only one says is kept",
    collisions.BELOW: "below something that goes, and gone with it",
    collisions.LOOP: "naming the same one twice afterwards, and so removed",
    collisions.LINK: "leading from the one to the other, hence to itself, and so removed",
    collisions.BESIDE: "naming who made the statement a second time, and so removed",
    collisions.OWN_NAME: "the same as the name of the kept one, and so removed",
    collisions.CLEARED: "promised at the one and leading to the other, hence to itself: "
    "without a later meeting afterwards",
    collisions.RENAMED: "with ids that the kept one has too, and so with new ones; "
    "old addresses lead on",
}


@dataclass
class Moved:
    """Rows of a model that name the kept one afterwards; `address` is their list as it is now."""

    words: str
    address: str


@dataclass
class Collision:
    words: str
    examples: list = field(default_factory=list)
    left_out: int = 0


@dataclass
class Choice:
    """A field in which the two differ, and staff may take the merged one's value."""

    attname: str
    label: str
    kept: str
    merged: str
    is_gap: bool
    is_chosen: bool = False


def moves(plan):
    """What moves, in counts."""
    counted = defaultdict(int)
    for step in plan.of(MOVE):
        for key in keys_of(step.model):
            if step.values.get(key.attname) is not None:
                counted[key] += 1
    told = [moved(plan, key, number) for key, number in counted.items()]
    return told + [moved(plan, key, len(rows)) for key, rows in plan.untracked.items()]


def moved(plan, key, number):
    words = f"{number:,} {plural(key.model, number)}"
    if key.related_model is not plan.model:
        return Moved(f"{words} below rows that become one", "")
    name = f"admin:talks_{key.model._meta.model_name}_changelist"
    query = {f"{key.name}__id__exact": plan.merged.pk}
    return Moved(f"{words} ({label_of(key)})", reverse(name, query=query))


def plural(model, number):
    return model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural


def collisions_of(plan, names):
    found = defaultdict(list)
    for step in plan.steps:
        if step.why:
            found[step.model, step.why].append(step)
    shown = [step for steps in found.values() for step in steps[:EXAMPLES]]
    names.load((step.model, step.now) for step in shown)
    return [
        Collision(
            f"{len(steps):,} {plural(model, len(steps))} {WORDS[why]}.",
            [row_name(names, step) for step in steps[:EXAMPLES]],
            max(0, len(steps) - EXAMPLES),
        )
        for (model, why), steps in found.items()
    ]


def row_name(names, step):
    """What a row ties together, and its ids before and after."""
    parts = [names.value(key, step.now) for key in keys_of(step.model)]
    if step.model in RENUMBERED:
        new = step.values.get("slug")
        parts = [f"{step.now['slug']} becomes {new}" if new else step.now["slug"]]
    parts += [step.now[name] for name in ("name", "title", "locator") if step.now.get(name)]
    return " · ".join(filter(None, parts))


def losses(plan, names):
    """Where two rows that become one differ: what stays, what goes."""
    shown = plan.losses[:LOSSES]
    names.load(pair for model, _, found in shown for pair in named(model, found))
    return [
        {
            "row": plural(model, 1),
            "address": reverse(f"admin:talks_{model._meta.model_name}_change", args=[twin]),
            "label": label_of(found.field),
            "kept": value(names, found.field, found.kept),
            "merged": value(names, found.field, found.merged),
        }
        for model, twin, found in shown
    ]


def choices(plan, names, chosen=()):
    found = plan.differences
    names.load(pair for difference in found for pair in named(plan.model, difference))
    return [
        Choice(
            d.attname,
            label_of(d.field),
            value(names, d.field, d.kept),
            value(names, d.field, d.merged),
            d.is_gap,
            d.attname in chosen,
        )
        for d in found
    ]


def named(model, difference):
    """What the two values of a field name, in the form that `Names` asks for."""
    keys = dict.fromkeys([key.attname for key in keys_of(model)])
    for value in (difference.kept, difference.merged):
        yield model, keys | {difference.attname: value}


def value(names, told, value):
    return names.value(told, {told.attname: value})


def tell(plan, chosen=()):
    """All that the page of a plan shows. A few queries for names, whatever the size."""
    names = Names()
    return {
        "moves": moves(plan),
        "collisions": collisions_of(plan, names),
        "losses": losses(plan, names),
        "losses_left_out": max(0, len(plan.losses) - LOSSES),
        "choices": choices(plan, names, chosen),
        "keeps_name": has_other_names(plan),
    }


def has_other_names(plan):
    """Whether the name that is given up stays on record as another name."""
    return hasattr(plan.kept, "other_names")
