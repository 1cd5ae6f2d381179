"""What the permission to publish meetings decides beside publishing itself.

Readers have seen what a published meeting holds, and may have cited it: so only those who may
publish take a statement, a delegation or a follow-up away from it. What groups there are is in
talks/roles.py.
"""

from django.conf import settings

from talks.models import Delegation, FollowUp, Meeting, Statement
from talks.revisions.last_author import last_author
from talks.revisions.steps import CHANGE, PUT_BACK, REMOVE

from .refusals import refuse

PUBLISH = "talks.publish_meeting"
STAYING = (Delegation, Statement, FollowUp)
FOUR_EYES = "Another member of staff publishes what you wrote last."
NO_REASON = "A meeting is withdrawn with a public reason: unpublish it on its own page."
NOT_MOVED = "Only those who may publish take it away from a published meeting."
NOT_YOURS = "You may not publish meetings, nor withdraw them."


def may_publish(request):
    return request.user.has_perm(PUBLISH)


def is_own_work(request, meeting):
    """Whether four eyes forbid to publish it: the user is who wrote last. One query, if at all."""
    return settings.FOUR_EYES and last_author(meeting) == request.user.pk


def may_take_away(request, model, obj):
    """Whether a row may go; `obj` is the row, or the meeting it is entered with, or None."""
    if model not in STAYING or may_publish(request):
        return True
    meeting = obj if isinstance(obj, Meeting) else getattr(obj, "meeting", None)
    return meeting is None or meeting.is_draft


def refuse_moving(request, row):
    """Raise Refused if a row that stood in a published meeting is about to stand elsewhere."""
    stood = type(row).objects.filter(pk=row.pk).first() if type(row) in STAYING else None
    if stood and stood.meeting_id != row.meeting_id:
        refuse([] if may_take_away(request, type(row), stood) else [NOT_MOVED])


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
    """Why a plan of a revert may not be carried out: how it would publish, or withdraw."""
    changed = [step for step in plan.of(Meeting, CHANGE) if "is_draft" in step.restored]
    back = [step for step in plan.of(Meeting, PUT_BACK) if not step.before["is_draft"]]
    if (changed or back) and not may_publish(request):
        yield NOT_YOURS
    for step in changed:
        if step.before["is_draft"] and not step.before["withdrawn_at"]:
            yield NO_REASON
        elif not step.before["is_draft"] and is_own_work(request, Meeting(pk=step.pk)):
            yield FOUR_EYES
    if may_publish(request):
        return
    for model in STAYING:
        if are_public(model, {step.pk for step in plan.of(model, REMOVE)}):
            yield f"You may not take a {model._meta.verbose_name} from a published meeting."
