"""Carries out a plan: rows are removed, changed and put back, and their ids with them.

To be called in a transaction. Rows that are put back keep their keys, so that what names them and
what is reverted later still means them.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from talks.models import OldId
from talks.models.nouns import Noun

from .bulk import can_write, write_values
from .steps import CHANGE, PUT_BACK, REMOVE
from .tables import TRACKED, events_of

BATCH = 500


def lock(keys):
    """Lock rows, given as keys by model: nobody else changes them until the transaction ends."""
    for model in TRACKED:
        if keys.get(model):
            rows = model._base_manager.filter(pk__in=keys[model]).order_by("pk")
            list(rows.select_for_update().values_list("pk"))


def carry_out(plan):
    """Do what the plan says; the rows that were changed or put back. Raises IntegrityError."""
    restored = []
    for model in reversed(TRACKED):
        remove(model, plan.of(model, REMOVE))
    for model in TRACKED:
        restored += change(model, plan.of(model, CHANGE))
    for model in TRACKED:
        restored += put_back(model, plan.of(model, PUT_BACK))
    check_references()
    return restored


def check_references():
    """Raise IntegrityError for a row that names what is gone: it would be found at the end only."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def reasons_of_row(row):
    """Why the row may not be as it now is, by its model's own rules: a list of sentences."""
    try:
        row.clean()
    except ValidationError as error:
        return [f"{row}: {message}" for message in error.messages]
    return []


def remove(model, steps):
    if steps:
        rows = model._base_manager.filter(pk__in=[step.pk for step in steps])
        keep_old_ids(rows)
        rows._raw_delete(rows.db)


def change(model, steps):
    """Many rows at once. Where values are taken, one after the other, the last change first."""
    unique, rows = unique_attributes(model), loaded(model, steps)
    for step in steps:
        assigned(rows[step.pk], step)
    taking = [step for step in steps if unique & set(step.restored)]
    if taking:
        try:
            with transaction.atomic():
                change_together(model, taking, rows)
        except IntegrityError:
            change_in_turn(model, taking, rows)
    change_together(model, [s for s in steps if not unique & set(s.restored)], rows)
    return list(rows.values())


def change_in_turn(model, steps, rows):
    for step in sorted(steps, key=lambda step: -step.last):
        names = [model._meta.get_field(name).name for name in step.restored]
        rows[step.pk].save(update_fields=names)


def change_together(model, steps, rows):
    together = {}
    for step in sorted(steps, key=lambda step: -step.last):
        together.setdefault(tuple(step.restored), []).append(step)
    for names, group in together.items():
        fields = [model._meta.get_field(name).name for name in names]
        if can_write(model, fields):
            write_values(model, fields, {s.pk: list(s.restored.values()) for s in group})
        else:
            changed = [rows[step.pk] for step in group]
            model._default_manager.bulk_update(changed, fields, batch_size=BATCH)


def loaded(model, steps):
    generated = [f.name for f in model._meta.fields if isinstance(f, models.GeneratedField)]
    return model._base_manager.defer(*generated).in_bulk([step.pk for step in steps])


def assigned(row, step):
    for name, value in step.restored.items():
        setattr(row, name, value)
    return row


def unique_attributes(model):
    """The attributes in which two rows may not be equal, alone or together."""
    fields = [f.attname for f in model._meta.concrete_fields if f.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            fields += [model._meta.get_field(name).attname for name in constraint.fields]
            fields += ["role", "starts", "ends"] if constraint.condition else []
    return set(fields)


def put_back(model, steps):
    if not steps:
        return []
    rows = [model(pk=step.pk, **step.before) for step in steps]
    if issubclass(model, Noun):
        free_ids(model, rows)
    model._base_manager.bulk_create(rows, batch_size=BATCH)
    if issubclass(model, Noun):
        restore_old_ids(model, steps)
    return rows


# Ids


def keep_old_ids(rows):
    """Note in the history which old ids led to rows that are removed: the table forgets it."""
    if not issubclass(rows.model, Noun):
        return
    noun, kept = rows.model._meta.model_name, {}
    led = OldId.objects.filter(noun=noun, target__in=rows.order_by().values("pk"))
    for target, slug in led.values_list("target", "slug"):
        kept.setdefault(str(target), []).append(slug)
    if kept:
        # Joins what the request says already; without a request nothing is kept.
        pghistory.context(**{f"old_ids_{noun}": kept})


def free_ids(model, rows):
    """The ids of removed rows may be given again to the rows that had them."""
    slugs = [row.slug for row in rows]
    OldId.objects.filter(noun=model._meta.model_name, target=None, slug__in=slugs).delete()


def restore_old_ids(model, steps):
    """Lead the old ids of rows that are back to them again: those they had, and those noted."""
    noun, given = model._meta.model_name, {}
    events = events_of(model).filter(pgh_obj_id__in=[step.pk for step in steps])
    for pk, slug in events.order_by().values_list("pgh_obj_id", "slug").distinct():
        given[slug] = pk
    removals = events.filter(pgh_label="delete").order_by("pgh_id")
    for pk, said in removals.values_list("pgh_obj_id", "pgh_context__metadata"):
        noted = (said or {}).get(f"old_ids_{noun}", {}).get(str(pk), [])
        given |= dict.fromkeys(noted, pk)
    rows = list(OldId.objects.filter(noun=noun, target=None, slug__in=given))
    for row in rows:
        row.target = given[row.slug]
    OldId.objects.bulk_update(rows, ["target"], batch_size=BATCH)
