"""Two rows field by field: what stays, what fills a gap, and where staff choose."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talks.folding import fold
from talks.models import Official, Party, PartyName

from .relations import told_fields


@dataclass(frozen=True)
class Difference:
    """A field that the two rows do not agree in. `is_gap`: the kept one says nothing there."""

    field: models.Field
    kept: Any
    merged: Any
    is_gap: bool = False

    @property
    def attname(self):
        return self.field.attname


def differences(kept, merged, leave_out=()):
    """Where the merged one says something else than the kept one; gaps among it."""
    same = {kept.pk, merged.pk}
    for field in told_fields(type(kept)):
        ours, theirs = (getattr(row, field.attname) for row in (kept, merged))
        if field.is_relation and field.related_model is type(kept):
            # What names the other of the two would name itself.
            ours, theirs = (None if pk in same else pk for pk in (ours, theirs))
        if field.name in leave_out or isinstance(field, ArrayField):
            continue
        if not is_empty(theirs) and ours != theirs:
            yield Difference(field, ours, theirs, is_gap=is_empty(ours))


def is_empty(value):
    return value in (None, "", [])


def chosen_values(plan, choices):
    """What is to be written to the kept noun; `choices` are attributes to take of the merged."""
    values = {field.attname: None for field in plan.cleared}
    for difference in plan.differences:
        if difference.is_gap or difference.attname in choices:
            values[difference.attname] = difference.merged
    return values | united_lists(plan, values.get("name", plan.kept_name))


def united_lists(plan, name):
    """Lists hold what both held; other names of a person, the name that is given up besides."""
    values = {}
    for field in told_fields(type(plan.kept)):
        if isinstance(field, ArrayField):
            ours, theirs = (getattr(row, field.name) for row in (plan.kept, plan.merged))
            more = new_names(plan, name) if is_names_of_official(plan, field) else []
            united = list(dict.fromkeys([*ours, *more, *theirs]))
            if is_names_of_official(plan, field):
                united = [other for other in united if other != name or other in ours]
            if united != ours:
                values[field.attname] = united
    return values


def is_names_of_official(plan, field):
    return isinstance(plan.kept, Official) and field.name == "other_names"


def new_names(plan, name):
    """The name of the two that is no longer the name of the kept one, unless it is one already."""
    known = {name, *other_names(plan.kept)}
    return [other for other in [plan.kept_name, plan.merged_name] if other not in known]


def other_names(row):
    if isinstance(row, Official):
        return row.other_names
    return list(row.other_names.values_list("name", flat=True)) if isinstance(row, Party) else []


def names_to_add(plan, choices):
    """Other names of a party, which are rows, for the name that is given up."""
    if not isinstance(plan.kept, Party):
        return []
    name = plan.merged_name if "name" in choices else plan.kept_name
    theirs = {fold(other) for other in other_names(plan.merged) if other != plan.kept_name}
    last = plan.kept.other_names.count() + plan.merged.other_names.count()
    return [
        PartyName(party_id=plan.kept.pk, name=other, order=last)
        for other in new_names(plan, name)
        if fold(other) not in theirs | {fold(name)}
    ]
