"""A proposed change as staff read it: row by row and field by field, as in the history."""

from dataclasses import replace

from talks.models import Party
from talks.revisions.diffs import change_ahead
from talks.revisions.naming import PARTS, Names
from talks.revisions.steps import CHANGE, PUT_BACK, REMOVE

from .plans import rows_of

VERBS = {CHANGE: "changed", REMOVE: "removed", PUT_BACK: "added"}


def changes_proposed(proposal, steps):
    """A `Change` for each step. Three queries at most for each model that is named."""
    names = Names()
    names.load((step.model, v) for step in steps for v in (step.now, step.before, step.after) if v)
    name_added(names, rows_of(proposal))
    return [told(names, step) for step in steps]


def told(names, step):
    change = replace(change_ahead(names, step), verb=VERBS[step.kind])
    if step.kind == PUT_BACK or step.now is not None:
        return change
    # It went meanwhile: there is no now to compare with.
    return replace(change, fields=change_ahead(names, replace(step, now=step.after)).fields)


def name_added(names, rows):
    """What is on record nowhere yet is called by its own words."""
    for row in rows:
        if row.old is None and row.model in PARTS:
            first, other = PARTS[row.model]
            called = row.new.get(first) or names.of(Party, row.new.get("party_id"))
            said = f"{row.new['slug']}; new" if other == "slug" else "new"
            names.found[row.model, row.pk] = f"{called} ({said})"
