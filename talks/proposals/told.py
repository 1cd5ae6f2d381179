"""A proposed change as staff read it: row by row and field by field, as in the history."""

from dataclasses import replace

from talks.history.values import label_of
from talks.models import Delegation, FollowUp, Meeting, Party, Statement
from talks.revisions.diffs import change_ahead
from talks.revisions.naming import PARTS, Names
from talks.revisions.steps import CHANGE, PUT_BACK, REMOVE
from talks.revisions.tables import TRACKED, parent_of

from .plans import rows_of

VERBS = {CHANGE: "changed", REMOVE: "removed", PUT_BACK: "added"}
# What a reader sees as one thing, with the rows below it.
THINGS = (Meeting, Delegation, Statement, FollowUp)


def in_order(steps):
    """What hindered rows there are first; then each thing with what stands below it."""
    return sorted(steps, key=lambda step: (not step.obstacles, *place_of(step)))


def place_of(step):
    model, key, link = step.model, step.pk, parent_of(step.model)
    if link and model not in THINGS:
        model, key = link.related_model, (step.before or step.after)[link.attname]
    return TRACKED.index(model), key, TRACKED.index(step.model), -step.last


def changes_proposed(proposal, steps):
    """A `Change` for each step. Three queries at most for each model that is named."""
    names = Names()
    names.load((step.model, v) for step in steps for v in (step.now, step.before, step.after) if v)
    name_added(names, rows_of(proposal))
    return [told(names, step) for step in steps]


def told(names, step):
    if step.kind == CHANGE and step.now is None:
        # It went meanwhile: it is compared with what it was.
        step = replace(step, now=step.after)
    change = replace(change_ahead(names, step), verb=VERBS[step.kind])
    if step.kind == CHANGE:
        return change
    # The heading says below what it stands; its place in a list says nothing by itself.
    said = {"order"} | ({label_of(link)} if (link := parent_of(step.model)) else set())
    return replace(change, fields=[field for field in change.fields if field.label not in said])


def name_added(names, rows):
    """What is on record nowhere yet is called by its own words."""
    for row in rows:
        if row.old is None and row.model in PARTS:
            first, other = PARTS[row.model]
            called = row.new.get(first) or names.of(Party, row.new.get("party_id"))
            said = f"{row.new['slug']}; new" if other == "slug" else "new"
            names.found[row.model, row.pk] = f"{called} ({said})"
