"""What the permission to publish meetings decides beside publishing itself.

Readers have seen what a published meeting holds, and may have cited it: so only those who may
publish take a statement, a delegation or a follow-up away from it. What groups there are is in
talks/roles.py.
"""

from talks.models import Delegation, FollowUp, Meeting, Statement
from talks.revisions.steps import CHANGE, PUT_BACK, REMOVE

PUBLISH = "talks.publish_meeting"
STAYING = (Delegation, Statement, FollowUp)
NOT_REVERTED = (
    "To publish a meeting or to withdraw it is not reverted: do it on the meeting’s own page, "
    "“Preview and publish”."
)


def may_publish(request):
    return request.user.has_perm(PUBLISH)


def may_take_away(request, model, obj):
    """Whether a row may go; `obj` is the row, or the meeting it is entered with, or None."""
    if model not in STAYING or may_publish(request):
        return True
    meeting = obj if isinstance(obj, Meeting) else getattr(obj, "meeting", None)
    return meeting is None or meeting.is_draft


def taken_from_published(request, rows):
    """What of `rows` (by model) may not go, in words. A query for each model at most."""
    if may_publish(request):
        return set()
    return {
        f"{model._meta.verbose_name} of a published meeting"
        for model in STAYING
        if are_public(model, {row.pk for row in rows.get(model, ())})
    }


def are_public(model, keys):
    return bool(keys) and model.objects.filter(pk__in=keys, meeting__is_draft=False).exists()


def publishing_reverted(request, plan):
    """Why a plan of a revert may not be carried out: it would publish, or take from what is."""
    changed = plan.of(Meeting, CHANGE)
    if any("is_draft" in step.changed for step in changed):
        yield NOT_REVERTED
    if may_publish(request):
        return
    if any(not step.before["is_draft"] for step in plan.of(Meeting, PUT_BACK)):
        yield "You may not publish meetings."
    for model in STAYING:
        if are_public(model, {step.pk for step in plan.of(model, REMOVE)}):
            yield f"You may not take a {model._meta.verbose_name} from a published meeting."
