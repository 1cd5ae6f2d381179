"""Saves and deletions that happen wholly or not at all, with the reasons in words."""

from http import HTTPStatus

from django.apps import apps
from django.contrib import admin, messages
from django.db import IntegrityError, connection, transaction
from django.shortcuts import redirect
from django.urls import reverse

from talks.models import FollowUp, Meeting
from talks.models.choices import FollowUpState
from talks.models.follow_ups import NOT_MET
from talks.revisions.reverting import keep_old_ids
from talks.revisions.tables import way_to

from .picks import Picks, is_key


class Refused(Exception):
    """A change that may not be; raised inside its transaction, so that all of it is undone."""

    def __init__(self, reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(*self.reasons)


def reasons_of(error):
    """What a refusal, or an error of the database, says to staff: a list of sentences."""
    if isinstance(error, Refused):
        return error.reasons
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return [str(error)]
    for constraint in record_constraints():
        if constraint.name == diagnosis.constraint_name:
            return [constraint.get_violation_error_message()]
    return [f"The database refused this: {diagnosis.message_primary}."]


def record_constraints():
    for model in apps.get_app_config("talks").get_models():
        yield from model._meta.constraints


def refuse_broken(meeting_ids):
    """Raise Refused if a published meeting among these may not be public as it now stands.

    Locks the meetings: whoever publishes one at this moment sees this change, or we see theirs.
    """
    meetings = Meeting.objects.filter(pk__in=meeting_ids).order_by("pk")
    list(meetings.select_for_update().values_list("pk"))
    # Of thousands the few are asked for their problems that have any.
    refuse(
        f"{meeting}: {problem}"
        for meeting in meetings.published().that_may_not_be_published()
        for problem in meeting.publication_problems()
    )


def refuse_unproven(follow_up_ids):
    """Raise Refused if a follow-up among these has a state that its other rows do not bear out."""
    follow_ups = FollowUp.objects.filter(pk__in=follow_up_ids).select_related("to_meeting")
    refuse(
        f"{follow_up}: {reason}"
        for follow_up in follow_ups.prefetch_related("promisers", "citations")
        for reason in state_problems(follow_up)
    )


def state_problems(follow_up):
    proven = follow_up.has_proof or follow_up.citations.all()
    if follow_up.state == FollowUpState.MET and not proven:
        yield NOT_MET
    if follow_up.is_promise and not follow_up.state:
        yield "A promise has a state."
    if follow_up.state and not follow_up.is_promise:
        yield "Without a text or a promiser this is an editors’ link, which has no state."


def lock(model, key):
    """Lock a row, after the meeting that it stands below: always in this order."""
    if way := way_to(Meeting, model):
        meetings = model._base_manager.filter(pk=key).values(way)
        list(
            Meeting.objects.filter(pk__in=meetings).order_by("pk").select_for_update().values("pk")
        )
    list(model._base_manager.filter(pk=key).select_for_update().values("pk"))


def refuse(reasons):
    if reasons := list(reasons):
        raise Refused(reasons)


class RefusingAdmin(admin.ModelAdmin):
    """An admin whose refusals come back on the form, with all that was typed.

    After a change `judge` is called with the ids that `judged_path` leads to from the changed
    rows, as they were and as they are; it raises Refused.
    """

    judged_path = None

    def judge(self, ids):
        """Nothing rests on these rows."""

    def judged_ids(self, rows):
        return set(rows.values_list(self.judged_path, flat=True)) if self.judged_path else set()

    def rows_of(self, obj):
        return self.model._base_manager.filter(pk=obj.pk)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return self.changeform_or_nothing(request, object_id, form_url, extra_context)
        except (Refused, IntegrityError) as error:
            request.refused = reasons_of(error)
            Picks.of(request).forget_made()
        # Nothing was saved. The same form again, which now refuses before it saves anything.
        return self.changeform_or_nothing(request, object_id, form_url, extra_context)

    @transaction.atomic
    def changeform_or_nothing(self, request, *args):
        """A form that comes back undoes what its checks have made: nouns made in place."""
        response = super().changeform_view(request, *args)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            transaction.set_rollback(True)
            Picks.of(request).forget_made()
        return response

    def get_object(self, request, object_id, from_field=None):
        """Before a save, locked: of two at once the second sees what the first has saved."""
        if request.method == "POST" and connection.in_atomic_block and is_key(object_id):
            lock(self.model, object_id)
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused", None)
        return type(form.__name__, (form,), {"refused": refused}) if refused else form

    def save_model(self, request, obj, form, change):
        request.judged_before = self.judged_ids(self.rows_of(obj))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.judge(request.judged_before | self.judged_ids(self.rows_of(form.instance)))

    def delete_model(self, request, obj):
        judged = self.judged_ids(self.rows_of(obj))
        keep_old_ids(self.rows_of(obj))
        super().delete_model(request, obj)
        self.judge(judged)

    def delete_queryset(self, request, queryset):
        judged = self.judged_ids(queryset)
        keep_old_ids(queryset)
        super().delete_queryset(request, queryset)
        self.judge(judged)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (Refused, IntegrityError) as error:
            self.say_refused(request, error)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[object_id]))

    def response_action(self, request, queryset):
        """An action in one transaction: Django deletes the chosen rows in autocommit."""
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except (Refused, IntegrityError) as error:
            self.say_refused(request, error)
            return redirect(request.get_full_path())

    def say_refused(self, request, error):
        for reason in reasons_of(error):
            self.message_user(request, f"Nothing was changed. {reason}", messages.ERROR)
