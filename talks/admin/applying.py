"""A proposed change, written by a second person under the rules of a save; tried before."""

from collections import defaultdict

import pghistory
from django.conf import settings
from django.db import connection, transaction

from talks.models import Meeting, ProposedChange
from talks.models.proposals import ProposalState
from talks.proposals.holding import ACT, PERMISSION
from talks.proposals.plans import carry_out, find_obstacles, plan_of
from talks.revisions.reverting import lock, reasons_of_row

from . import acts
from .refusals import Refused, refuse
from .reverting import FAILURES, MEANWHILE, Preview, judged, said

# Below PostgreSQL's own patience with deadlocks: it is the reviewer who tries again, not an editor.
PATIENCE = "900ms"
NOTHING = "The record is as proposed already. Decline this change, or let its author withdraw it."
OWN = "Four eyes: another member of staff applies your change."


def may_decide(user):
    return user.has_perm(PERMISSION)


def may_apply(user, proposal):
    """Two people, while that is asked; else a change that still waits could never be applied."""
    return may_decide(user) and not (settings.FOUR_EYES and proposal.author_id == user.pk)


def preview(site, proposal, is_tried=True):
    """What applying it would do; tried, and undone, where that is not told by the rows alone."""
    with transaction.atomic():
        acts.prepare(proposal)
        plan = plan_of(proposal)
        find_obstacles(plan)
        reasons = [] if plan.steps else [NOTHING]
        if is_tried and plan.steps and not plan.obstacles:
            reasons = reasons_against(site, proposal, plan)
        transaction.set_rollback(True)
    return Preview(plan, reasons)


def reasons_against(site, proposal, plan):
    try:
        with transaction.atomic():
            write(site, proposal, plan)
    except FAILURES as error:
        return said(error)
    return []


def apply(request, site, pk, token):
    """Write what a preview with this token showed, or raise one of `FAILURES`; the proposal."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        proposal = claim(pk)
        if not may_apply(request.user, proposal):
            raise Refused([OWN])
        said = {key: value for key, value in proposal.context.items() if key != ACT}
        pghistory.context(**said, proposal=pk, proposed_by=proposal.author_id)
        lock(keys_of(proposal))
        acts.prepare(proposal)
        plan = plan_of(proposal)
        if plan.token != token:
            raise Refused([MEANWHILE])
        find_obstacles(plan)
        refuse([NOTHING] if not plan.steps else [reason for _, reason in plan.obstacles])
        write(site, proposal, plan)
        proposal.decide(ProposalState.APPLIED, request.user)
        proposal.save()
    return proposal


def claim(pk):
    """A proposal that waits, locked: of two people at once the second is told."""
    proposal = ProposedChange.objects.select_for_update().get(pk=pk)
    if not proposal.is_waiting:
        raise Refused([f"This change is {proposal.get_state_display()} already."])
    return proposal


def keys_of(proposal):
    keys = defaultdict(set)
    keys[Meeting] |= set(proposal.meetings)
    for step in plan_of(proposal).steps:
        keys[step.model].add(step.pk)
    return keys


def write(site, proposal, plan):
    """Carry out a plan, with the rules that a save of its rows would have to keep."""
    if ACT in proposal.context:
        acts.do_again(site, proposal)
        return
    before = judged(site, plan)
    written = carry_out(plan, proposal.old_ids)
    refuse(reason for row in written for reason in reasons_of_row(row))
    after = judged(site, plan)
    for judge in before | after:
        judge(before.get(judge, set()) | after.get(judge, set()))


def decide(request, pk, state, reason):
    """Decline it, or withdraw one's own."""
    with transaction.atomic():
        proposal = claim(pk)
        proposal.decide(state, request.user, reason)
        proposal.save()
    return proposal
