"""Changes as staff read them: what it was that changed, in which fields, old and new values."""

from dataclasses import dataclass

from talks.history.values import label_of
from talks.history.words import Field, both, verb_of
from talks.models.fields import NameField, ProseField

from .naming import Names
from .steps import CHANGE, PUT_BACK, REMOVE, previous_of
from .tables import NOT_REVERTED, TRACKED, events_of, fields_of, values_of

VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
WOULD = {CHANGE: "would change", REMOVE: "would be removed", PUT_BACK: "would be put back"}


@dataclass(frozen=True)
class Change:
    """One row in one change: `event` is its key, `fields` the respects in which it differs.

    `withheld` is the row that keeps it from the public, if one does: see the admin's withholding.
    """

    model: type
    pk: int
    event: int
    name: str
    verb: str
    fields: list
    obstacles: tuple = ()
    withheld: object = None
    may_be_withheld: bool = False

    @property
    def opts(self):
        """What addresses and names of the admin are made from; templates see no underscore."""
        return self.model._meta


def changes_of(events):
    """`Change`s for events given by their keys by model, by model and key. One pass for all."""
    found, names = [], Names()
    for model in (model for model in TRACKED if events.get(model)):
        previous = previous_of(model, events[model])
        said = events_of(model).in_bulk([*events[model], *filter(None, previous.values())])
        for pk in events[model]:
            found.append((model, said[pk], said.get(previous[pk])))
    names.load((model, values_of(row, model)) for model, *rows in found for row in rows if row)
    return {(model, event.pk): change_of(names, model, event, b) for model, event, b in found}


def change_of(names, model, event, before):
    values = values_of(event, model)
    one = values if event.pgh_label == "delete" else before and values_of(before, model)
    other = None if event.pgh_label == "delete" else values
    return Change(
        *(model, event.pgh_obj_id, event.pk, names.row(model, values), VERBS[event.pgh_label]),
        fields=fields_between(names, model, None if event.pgh_label == "insert" else one, other),
    )


def changes_ahead(steps):
    """What each step of a plan would do, as a `Change`."""
    names = Names()
    names.load((step.model, v) for step in steps for v in (step.now, step.before) if v)
    return [change_ahead(names, step) for step in steps]


def change_ahead(names, step):
    then = step.before
    if step.kind == CHANGE and step.now:
        then = step.now | step.restored
    values = step.now or step.before or step.after
    return Change(
        *(step.model, step.pk, step.last, names.row(step.model, values), WOULD[step.kind]),
        fields=fields_between(names, step.model, step.now, then),
        obstacles=tuple(step.obstacles),
    )


def fields_between(names, model, before, after):
    """The fields in which two states of a row differ; all that say something of a single one."""
    fields = []
    for field in fields_of(model):
        if field.name in NOT_REVERTED:
            continue
        one, other = (values and names.value(field, values) or "" for values in (before, after))
        if one != other:
            is_text = isinstance(field, NameField | ProseField)
            fields.append(Field(label_of(field), verb_of(one, other), both(one, other, is_text)))
    return fields
