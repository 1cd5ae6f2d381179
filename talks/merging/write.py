"""Carries out a plan of a merge. To be called in a transaction, with the rows locked."""

from dataclasses import dataclass

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from talks.models import (
    FollowUp,
    Meeting,
    MeetingCitation,
    Merge,
    MovedStatement,
    Official,
    OldId,
    PartyName,
    Statement,
)
from talks.models.fields import NAME_LENGTH, DerivedMixin, compute_derived
from talks.revisions import reverting
from talks.revisions.bulk import write_values
from talks.revisions.saves import Save
from talks.revisions.tables import events_of

from .fields import chosen_values, names_to_add
from .plan import DROP, MOVE

BATCH = 500


@dataclass
class Written:
    """What was done: the noted merge, and whatever has rules across rows to keep."""

    merge: Merge
    reasons: list
    meetings: set
    follow_ups: set


def lock_nouns(model, *pks):
    """The two rows as they stand, by key; nobody changes them, or names them anew, from here on."""
    rows = model._base_manager.filter(pk__in=pks).order_by("pk")
    generated = [f.name for f in model._meta.fields if isinstance(f, models.GeneratedField)]
    return {row.pk: row for row in rows.defer(*generated).select_for_update()}


def lock_rows(plan):
    reverting.lock({m: {s.pk for s in plan.steps if s.model is m} for m in plan.models()})


def carry_out(plan, choices, user):
    """Do what the plan says, with the fields that staff chose of the merged one; a `Written`."""
    values, names = chosen_values(plan, choices), names_to_add(plan, choices)
    said = f"{plan.merged} ({plan.merged.slug}) into {plan.kept} ({plan.kept.slug})"
    with pghistory.context(merge=said):
        for model in reversed(plan.models()):
            drop(model, plan.of(DROP, model))
        for model in plan.models():
            move(plan, model)
        move_untracked(plan)
        rename_in_accounts(plan)
        led = remove_merged(plan)
        PartyName.objects.bulk_create(names)
        fill(plan)
        reasons = write_kept(plan, values)
        reasons += [reason for row in circles(plan) for reason in reverting.reasons_of_row(row)]
    reverting.check_references()
    merge = noted(plan, led, user)
    return Written(merge, reasons, meetings_of(plan), follow_ups_of(plan))


def drop(model, steps):
    if steps:
        rows = model._base_manager.filter(pk__in=[step.pk for step in steps])
        rows._raw_delete(rows.db)


def move(plan, model):
    """Many rows at once where they get the same; those with a new id in batches."""
    together, alone = {}, []
    for step in plan.of(MOVE, model):
        if "slug" in step.values:
            alone.append(step)
        elif step.values:
            together.setdefault(tuple(sorted(step.values.items())), []).append(step.pk)
    for values, pks in together.items():
        rows = model._base_manager.filter(pk__in=pks)
        rows.update(**dict(values), **numbered(plan, model))
    move_renumbered(plan, model, alone)


def move_renumbered(plan, model, steps):
    """Rows that each get an id of their own, by one statement."""
    if not steps:
        return
    names, offset = sorted({name for s in steps for name in s.values}), plan.offsets.get(model, 0)
    values = {
        s.pk: [*(s.values.get(name, s.now[name]) for name in names), s.now["order"] + offset]
        for s in steps
    }
    fields = [model._meta.get_field(name).name for name in names]
    write_values(model, [*fields, "order"], values)


def numbered(plan, model):
    offset = plan.offsets.get(model)
    return {"order": F("order") + offset} if offset else {}


def move_untracked(plan):
    for key, moved in plan.untracked.items():
        for new in {new for _, _, new in moved}:
            rows = key.model._base_manager.filter(pk__in=[pk for pk, _, n in moved if n == new])
            rows.update(**{key.attname: new})


def rename_in_accounts(plan):
    """Citations are about a delegate by the official's id."""
    if plan.model is not Official:
        return
    about = MeetingCitation.objects.filter(about=plan.merged.slug)
    theirs = about.filter(meeting__delegations__delegates__official=plan.kept).distinct()
    rows = list(theirs.order_by("pk"))
    said = MeetingCitation.objects.filter(
        about=plan.kept.slug, meeting__in=[row.meeting_id for row in rows]
    )
    taken = set(said.values_list("meeting", "source", "locator"))
    for row in rows:
        if (row.meeting_id, row.source_id, row.locator) not in taken:
            row.about = plan.kept.slug
            row.save(update_fields=["about"])


def remove_merged(plan):
    """Its row goes, and all ids that led to it lead to the kept one; they are returned."""
    row, noun = plan.model._base_manager.filter(pk=plan.merged.pk), plan.model._meta.model_name
    reverting.keep_old_ids(row)
    led = [plan.merged.slug, *OldId.objects.of(plan.merged).values_list("slug", flat=True)]
    row._raw_delete(row.db)
    OldId.objects.filter(noun=noun, slug__in=led, target=None).update(target=plan.kept.pk)
    return led


def fill(plan):
    for (model, pk), values in plan.fills.items():
        row = model._base_manager.get(pk=pk)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[model._meta.get_field(name).name for name in values])


def write_kept(plan, values):
    """The kept noun with its new values; the rules of one row that these would break, in words."""
    if not values:
        return []
    row = lock_nouns(plan.model, plan.kept.pk)[plan.kept.pk]
    for name, value in values.items():
        setattr(row, name, value)
    compute_derived([f for f in row._meta.concrete_fields if isinstance(f, DerivedMixin)], [row])
    try:
        row.validate_constraints()
    except ValidationError as error:
        return [f"{row}: {message}" for message in error.messages]
    row.save(update_fields=[row._meta.get_field(name).name for name in values])
    return []


def circles(plan):
    """Nouns that name another of their kind, which may now come back to themselves."""
    moved = [step.pk for step in plan.of(MOVE, plan.model)]
    return lock_nouns(plan.model, plan.kept.pk, *moved).values()


def noted(plan, led, user):
    removal = events_of(plan.model).filter(pgh_obj_id=plan.merged.pk).latest("pgh_id")
    merge = Merge.objects.create(
        noun=plan.model._meta.model_name,
        kept=plan.kept.pk,
        merged=plan.merged.pk,
        kept_name=plan.kept_name[:NAME_LENGTH],
        merged_name=plan.merged_name[:NAME_LENGTH],
        led=led,
        untracked={str(key): rows for key, rows in plan.untracked.items()},
        rows=len(plan.steps),
        save_token=Save.of(removal).token,
        by=user,
    )
    note_addresses(plan, merge)
    return merge


def note_addresses(plan, merge):
    """Where statements with new ids stood: under every id that the merged meeting ever had."""
    moved = [step for step in plan.of(MOVE, Statement) if "slug" in step.values]
    MovedStatement.objects.bulk_create(
        (
            MovedStatement(merge=merge, meeting_slug=slug, slug=step.now["slug"], statement=step.pk)
            for step in moved
            for slug in merge.led
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def meetings_of(plan):
    """Meetings whose publication may rest on what moved: of all else no row goes that counts."""
    return {plan.kept.pk} if plan.model is Meeting else set()


def follow_ups_of(plan):
    own = {step.pk for step in plan.of(MOVE, FollowUp)}
    if plan.model is Meeting:
        leading = FollowUp.objects.filter(to_meeting=plan.kept.pk).values_list("pk", flat=True)
        own |= set(leading)
    return own
