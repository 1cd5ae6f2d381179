"""What stands in the way of a revert, as far as the rows tell by themselves; said on each step.

What only the whole record tells (rules across rows, constraints) is found by trying: see
`reverting.py`.
"""

from collections import defaultdict

from talks.history.values import label_of
from talks.models import OldId
from talks.models.nouns import Noun

from .steps import CHANGE, PUT_BACK, REMOVE
from .tables import fields_of, naming

GONE = "It is no longer on record."
UNKNOWN = "What it was before is not in the history."
CHANGED_SINCE = "It was changed again since; revert that first."
BACK = "There is such a row on record again."


def find_obstacles(plan):
    """Say on each step what stands in its way. A few queries for each model."""
    for step in plan.steps:
        step.obstacles = [*own_obstacles(step)]
    for model in plan.models():
        find_lost_names(plan, model)
        find_namers(plan, model)
        if issubclass(model, Noun):
            find_taken_ids(plan, model)


def own_obstacles(step):
    if not step.is_known:
        yield UNKNOWN
    elif step.kind == CHANGE and step.now is None:
        yield GONE
    elif step.kind == PUT_BACK and step.now is not None:
        yield BACK
    elif step.kind == REMOVE and step.latest != step.last:
        yield CHANGED_SINCE
    elif step.kind == CHANGE:
        for field in fields_of(step.model):
            name = field.attname
            if name in step.restored and step.now[name] != step.after[name]:
                yield f"Its {label_of(field)} was changed again since; revert that first."


def find_lost_names(plan, model):
    """Rows that a restored row would name, and that are on record no more."""
    steps = plan.of(model, CHANGE) + plan.of(model, PUT_BACK)
    for field in (f for f in fields_of(model) if f.is_relation):
        wanted = {step.restored.get(field.attname) for step in steps} - {None}
        other = field.related_model
        known = set(other._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        known |= {step.pk for step in plan.of(other, PUT_BACK)}
        known -= {step.pk for step in plan.of(other, REMOVE)}
        for step in steps:
            pk = step.restored.get(field.attname)
            if pk is not None and pk not in known:
                step.obstacles.append(f"The {label_of(field)} it named is no longer on record.")


def find_namers(plan, model):
    """Rows outside the plan that name a row which would be removed."""
    steps = {step.pk: step for step in plan.of(model, REMOVE)}
    if not steps:
        return
    for other, field in naming(model):
        rows = other._base_manager.filter(**{f"{field.name}__in": list(steps)})
        counts = defaultdict(int)
        moved = {s.pk for s in plan.of(other, CHANGE) if field.attname in s.restored}
        freed = moved | {s.pk for s in plan.of(other, REMOVE)}
        for pk, named in rows.order_by().values_list("pk", field.attname):
            counts[named] += pk not in freed
        for named, count in counts.items():
            if count:
                kind = other._meta.verbose_name if count == 1 else other._meta.verbose_name_plural
                verb = "names" if count == 1 else "name"
                steps[named].obstacles.append(f"{count:,} {kind} on record {verb} it.")


def find_taken_ids(plan, model):
    """Ids that lead to something else now."""
    wanted = {}
    for step in plan.of(model, CHANGE) + plan.of(model, PUT_BACK):
        if "slug" in step.restored:
            wanted[step.restored["slug"]] = step
    live = model._base_manager.filter(slug__in=wanted).values_list("slug", "pk")
    old = OldId.objects.filter(noun=model._meta.model_name, slug__in=wanted)
    for slug, pk in [*live, *old.exclude(target=None).values_list("slug", "target")]:
        if pk != wanted[slug].pk:
            noun = model._meta.verbose_name
            wanted[slug].obstacles.append(f"The id “{slug}” now leads to another {noun}.")
