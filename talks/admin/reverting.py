"""Reverts under the refusals of a save: first tried and undone, to show what would happen."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction

from talks.revisions.obstacles import find_obstacles
from talks.revisions.reverting import carry_out, lock, reasons_of_row
from talks.revisions.steps import CHANGE, PUT_BACK, REMOVE, Plan, plan_for
from talks.revisions.tables import TRACKED

from .proposing import hold
from .refusals import Refused, reasons_of, refuse
from .rights import publishing_reverted

ROWS_AT_MOST = 20_000
TOO_LARGE = (
    f"This save changed {{:,}} rows; at most {ROWS_AT_MOST:,} are reverted at once. "
    "Revert its changes one by one, or restore a backup."
)
MEANWHILE = "Somebody changed these rows after this page was opened. This is how they stand now."
BUSY = "Somebody else is saving the same rows at this moment. Try again."
NOTHING = "Everything is already as it was before."
FAILURES = (Refused, IntegrityError, OperationalError)
RIGHTS = {CHANGE: "change", REMOVE: "delete", PUT_BACK: "add"}


@dataclass
class Preview:
    """What a revert would do, and every reason why it cannot be done; lacking any, it can."""

    plan: Plan
    reasons: list


def preview(request, site, events):
    """Try to revert events (querysets by model), and undo that."""
    with transaction.atomic():
        plan = plan_for(events)
        find_obstacles(plan)
        reasons = list(missing_rights(request, site, plan))
        if not plan.steps:
            reasons.append(NOTHING)
        if not reasons and not plan.obstacles:
            reasons = reasons_against(site, plan)
        transaction.set_rollback(True)
    return Preview(plan, reasons)


def reasons_against(site, plan):
    try:
        with transaction.atomic():
            revert(site, plan)
    except FAILURES as error:
        return said(error)
    return []


def confirm(request, site, events, token, act=None):
    """Revert what a preview with this token showed, or raise one of `FAILURES`; how many rows.

    Raises Proposed where it has to wait for a second person.
    """
    with transaction.atomic():
        lock(keys_of(events))
        plan = plan_for(events)
        if plan.token != token:
            raise Refused([MEANWHILE])
        if any(missing_rights(request, site, plan)):
            raise PermissionDenied
        find_obstacles(plan)
        refuse([NOTHING] if not plan.steps else [reason for _, reason in plan.obstacles])
        revert(site, plan)
        hold(request, act)
    return len(plan.steps)


def keys_of(events):
    return {
        model: set(rows.order_by().values_list("pgh_obj_id", flat=True))
        for model, rows in events.items()
    }


def revert(site, plan):
    """Carry out a plan, with the rules that a save of its rows would have to keep."""
    before = judged(site, plan)
    refuse(reason for row in carry_out(plan) for reason in reasons_of_row(row))
    after = judged(site, plan)
    for judge in before | after:
        judge(before.get(judge, set()) | after.get(judge, set()))


def judged(site, plan):
    """What the admins of the rows would judge after a save of them: ids by what judges."""
    found = defaultdict(set)
    for model in plan.models():
        admin, keys = site.get_model_admin(model), [s.pk for s in plan.steps if s.model is model]
        found[admin.judge] |= admin.judged_ids(model._base_manager.filter(pk__in=keys))
    return found


def missing_rights(request, site, plan):
    """What the plan needs and this member of staff may not do."""
    yield from publishing_reverted(request, plan)
    for model in plan.models():
        admin = site.get_model_admin(model)
        for kind in dict.fromkeys(step.kind for step in plan.steps if step.model is model):
            if not getattr(admin, f"has_{RIGHTS[kind]}_permission")(request):
                yield f"You may not {RIGHTS[kind]} {model._meta.verbose_name_plural}."


def said(error):
    return [BUSY] if isinstance(error, OperationalError) else reasons_of(error)


def permitted(request, site):
    """The models whose history this member of staff may see."""
    return [m for m in TRACKED if site.get_model_admin(m).has_change_permission(request)]
