"""Rows that cannot just move: what becomes of each, in a plan."""

import re
from collections import defaultdict

from django.db.models import Q

from talks.models import FollowUp, PartyName
from talks.revisions.tables import parent_of

from .fields import differences
from .relations import BESIDES, LOOPS, RENUMBERED, identities, keys_of

TWIN, BELOW, LOOP, LINK, BESIDE = "twin", "below", "loop", "link", "beside"
CLEARED, RENAMED, OWN_NAME = "cleared", "renamed", "own name"


def settle(plan, model, steps):
    """Say on each step what stands in its way, and what is done about it."""
    drop_what_is_below(plan, model, steps)
    settle_loops(model, steps)
    if model in BESIDES:
        drop_makers(plan, model, steps)
    if model is PartyName:
        drop_own_name(plan, steps)
    if model in RENUMBERED:
        renumber(model, steps)
    for identity in identities(model):
        drop_twins(model, steps, identity)


def drop(step, why, twin=None):
    step.kind, step.why, step.twin = "drop", why, twin


def moving(steps):
    return [step for step in steps if step.kind == "move"]


def parent_name(model):
    parent = parent_of(model)
    return parent and parent.attname


def drop_what_is_below(plan, model, steps):
    """What stands below a row that is dropped for nothing goes with it."""
    parent = parent_of(model)
    gone = plan.gone.get(parent.related_model, ()) if parent else ()
    for step in steps:
        if gone and step.now[parent.attname] in gone:
            drop(step, BELOW)


def settle_loops(model, steps):
    """Rows that would name the same twice: a member of itself, a meeting that follows itself."""
    if model not in LOOPS:
        return
    one, other = LOOPS[model]
    found = [s for s in moving(steps) if after(s, one) == after(s, other) is not None]
    links = set()
    if model is FollowUp:
        mine = FollowUp.objects.links().filter(pk__in=[step.pk for step in found])
        links = set(mine.values_list("pk", flat=True))
    for step in found:
        if model is not FollowUp:
            drop(step, LOOP)
        elif step.pk in links:
            drop(step, LINK)
        else:
            step.values[other], step.why = None, CLEARED


def after(step, name):
    return step.values.get(name, step.now[name])


def beside_their_maker(plan, model):
    """Rows that name the kept one beside what the merged one said."""
    name, maker = BESIDES[model]
    dropped = plan.pairs[plan.model]
    if model._meta.get_field(name.removesuffix("_id")).related_model is not plan.model:
        return Q(pk__in=[])
    return Q(**{f"{name}__in": dropped.values(), f"statement__{maker}__in": list(dropped)})


def drop_makers(plan, model, steps):
    """Who made a statement does not stand beside himself."""
    name, maker = BESIDES[model]
    pair = set(plan.pairs[plan.model]) | set(plan.pairs[plan.model].values())
    if model._meta.get_field(name.removesuffix("_id")).related_model is not plan.model:
        return
    said = model._base_manager.filter(
        pk__in=[step.pk for step in steps], **{f"statement__{maker}__in": pair}
    )
    beside = set(said.values_list("pk", flat=True))
    for step in moving(steps):
        if step.pk in beside and step.now[name] in pair:
            drop(step, BESIDE)


def drop_own_name(plan, steps):
    """What the kept party is called is no other name of it."""
    for step in moving(steps):
        if (step.now["name"], step.now["starts"], step.now["ends"]) == (plan.kept_name, "", ""):
            drop(step, OWN_NAME)


def renumber(model, steps):
    """A new id within the meeting where another has it: the next number after all of both."""
    parent = parent_name(model)
    coming = [step for step in moving(steps) if parent in step.values]
    if not coming:
        return
    there = model._base_manager.filter(**{f"{parent}__in": {s.values[parent] for s in coming}})
    taken = set(there.values_list("slug", flat=True))
    known = taken | {step.now["slug"] for step in coming}
    highest = defaultdict(int)
    for slug in known:
        stem, number = parted(slug)
        highest[stem] = max(highest[stem], number)
    for step in coming:
        if step.now["slug"] in taken:
            stem, _ = parted(step.now["slug"])
            highest[stem] += 1
            step.values["slug"], step.why = f"{stem}{highest[stem]}", RENAMED


def parted(slug):
    """ "s12" as "s" and 12; what has no number, or too long a one, gets one after a hyphen."""
    found = re.fullmatch(r"(.*?)(\d{1,9})", slug)
    return (found[1], int(found[2])) if found else (f"{slug}-", 1)


def drop_twins(model, steps, identity):
    """Of rows that would say the same, the one that stands stays, else the first."""
    coming = [s for s in moving(steps) if any(name in s.values for name in identity)]
    taken = standing(model, coming, identity)
    for step in coming:
        key = tuple(after(step, name) for name in identity)
        if None in key:
            continue
        if key in taken:
            drop(step, TWIN, taken[key])
        else:
            taken[key] = step.pk


def standing(model, steps, identity):
    """The rows that stay where they are and might be twins: keys by what they say."""
    if not steps:
        return {}
    links = {key.attname for key in keys_of(model)} & set(identity)
    rows = model._base_manager.exclude(pk__in=[step.pk for step in steps])
    for name in links:
        rows = rows.filter(**{f"{name}__in": {after(step, name) for step in steps}})
    found = rows.order_by("-pk").values_list("pk", *identity)
    return {tuple(key): pk for pk, *key in found}


def fill_twins(plan):
    """What a dropped row says and its twin does not goes over; where both speak, the twin does."""
    for model in plan.models():
        pairs = {s.pk: s.twin for s in plan.of("drop", model) if s.twin}
        rows = model._base_manager.in_bulk([*pairs, *pairs.values()]) if pairs else {}
        parent = parent_of(model)
        for row in rows.values():
            for key in keys_of(model):
                moved = plan.pairs.get(key.related_model, {})
                setattr(row, key.attname, moved.get(old := getattr(row, key.attname), old))
        for dropped, twin in pairs.items():
            keys = {key.name for key in keys_of(model) if key.null is False} | {parent.name}
            for found in differences(rows[twin], rows[dropped], leave_out=keys):
                if found.is_gap:
                    plan.fills[model, twin][found.attname] = found.merged
                    setattr(rows[twin], found.attname, found.merged)
                else:
                    plan.losses.append((model, twin, found))
