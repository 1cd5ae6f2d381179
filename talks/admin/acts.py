"""Proposed changes that are more than rows: who applies a merge, or its undo, does it again.

A merge notes what no history has: old addresses, readers' reports, how to undo it. The rows that
were kept of it are what the reviewer has read; it is applied only where it writes these again.
"""

import json

import pghistory
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from talks.merging import rules, undo
from talks.models import Merge
from talks.proposals.holding import ACT, written_rows
from talks.proposals.plans import rows_of
from talks.revisions.obstacles import find_obstacles
from talks.revisions.steps import plan_for

from .merges import reasons_against
from .merging import carry_out, locked_plan
from .refusals import Refused, refuse
from .reverting import revert

OTHERWISE = (
    "The record was changed since: this would now write something else than was proposed. Decline "
    "it, or let its author withdraw it and propose it anew."
)


def prepare(proposal):
    """What has to be so before it is asked what stands in the way."""
    act = proposal.context.get(ACT)
    if proposal.is_waiting and act and act["do"] == "undo":
        merge = locked(act)
        if not reasons_against(merge):
            undo.loosen(merge)


def do_again(site, proposal):
    """Do what was proposed, or raise Refused where that is not what was read."""
    act = proposal.context[ACT]
    with pghistory.context() as context:
        merge_again(act, proposal) if act["do"] == "merge" else undo_again(site, act)
        written = written_rows(context.id)
    if in_words(written) != in_words(rows_of(proposal)):
        raise Refused([OTHERWISE])


def in_words(rows):
    """What rows become, to be compared. Those that are new get other keys when it is done again."""
    said = ((name, old and pk, new) for name, pk, old, new in (row.packed() for row in rows))
    return sorted(json.dumps(row, sort_keys=True, cls=DjangoJSONEncoder) for row in said)


def merge_again(act, proposal):
    plan = locked_plan(apps.get_model("talks", act["noun"]), act["kept"], act["merged"])
    refuse(rules.problems(plan))
    carry_out(plan, set(act["take"]), proposal.author)


def undo_again(site, act):
    merge = locked(act)
    refuse(reasons_against(merge))
    plan = plan_for(undo.events_of(merge))
    find_obstacles(plan)
    refuse(reason for _, reason in plan.obstacles)
    revert(site, plan)
    undo.restore_untracked(merge)
    undo.note_undone(merge)


def locked(act):
    merge = Merge.objects.select_for_update(of=["self"]).filter(pk=act["merge"]).first()
    if merge is None:
        raise Refused(["This merge is not known any more."])
    return merge
