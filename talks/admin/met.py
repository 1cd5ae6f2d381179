"""“It was met by this meeting”: a pending follow-up closed in one step, from the work queue."""

from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from talks.models import FollowUp, Meeting
from talks.models.choices import FollowUpState, MeetingStatus

from .forms import RecordForm
from .picks import Picks, PickSelect
from .proposing import Proposed, hold, waits
from .refusals import Refused, reasons_of, refuse_unproven

LINK = FollowUp._meta.get_field("to_meeting")


class MetForm(RecordForm):
    """The held meeting that met a promise. `was_pending` says whether it still waits for one."""

    to_meeting = forms.ModelChoiceField(
        Meeting.objects.without_prose(),
        label="Met by",
        widget=PickSelect(LINK, admin.site),
        help_text="A meeting that was held: type words of its title.",
    )

    class Meta:
        model = FollowUp
        fields = ["to_meeting"]

    def __init__(self, *args, refused=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_meeting"].widget.picks = Picks()
        self.refused = refused
        self.was_pending = self.instance.state == FollowUpState.PENDING

    def clean_to_meeting(self):
        # Locked from here to the save: a meeting called off at this moment has met nothing.
        chosen = Meeting.objects.filter(pk=self.cleaned_data["to_meeting"].pk)
        meeting = chosen.without_prose().select_for_update().first()
        if meeting is None:
            raise ValidationError("This meeting was deleted at this moment.")
        if meeting.status != MeetingStatus.HELD:
            status = meeting.get_status_display()
            raise ValidationError(f"This meeting is on record as {status}: it met nothing yet.")
        return meeting

    def clean(self):
        if not self.was_pending:
            raise ValidationError(closed_already(self.instance))
        super().clean()
        if not self.errors:
            self.instance.state = FollowUpState.MET


def closed_already(follow_up):
    """What somebody else made of it meanwhile; nothing of that is overwritten."""
    if not follow_up.state:
        return "This is an editors’ link between two meetings: nothing was promised."
    by = f", by “{follow_up.to_meeting}”" if follow_up.to_meeting else ""
    return f"This follow-up is no longer pending: it is {follow_up.get_state_display()}{by}."


class MetView:
    """The page, for one admin of follow-ups and one request."""

    def __init__(self, model_admin, request, pk):
        self.admin, self.request, self.pk = model_admin, request, pk

    def respond(self):
        """A refusal comes back on the form, with what was chosen."""
        try:
            with transaction.atomic():
                return self.answer()
        except Proposed as held:
            return waits(self.request, held)
        except (Refused, IntegrityError) as error:
            refused = reasons_of(error)
        return self.page(MetForm(self.request.POST, instance=self.row(), refused=refused))

    def answer(self):
        follow_up = self.row(lock=self.request.method == "POST")
        if self.request.method != "POST":
            return self.page(MetForm(instance=follow_up))
        form = MetForm(self.request.POST, instance=follow_up)
        return self.save(form) if form.is_valid() else self.page(form)

    def row(self, lock=False):
        """The follow-up as it stands; locked, so that of two people at once the second is told."""
        # Locked without a join: who had to wait would be given the meetings as they were before.
        rows = FollowUp.objects.filter(pk=self.pk)
        follow_up = (rows.select_for_update() if lock else rows).first()
        if follow_up is None:
            raise Http404("There is no such follow-up.")
        if not self.admin.has_change_permission(self.request, follow_up):
            raise PermissionDenied
        return follow_up

    def save(self, form):
        follow_up = form.save()
        refuse_unproven([follow_up.pk])
        self.admin.log_change(self.request, follow_up, f"Met by “{follow_up.to_meeting}”.")
        hold(self.request)
        self.admin.message_user(
            self.request, f"Met by “{follow_up.to_meeting}”: {follow_up}", "success"
        )
        filters = {"opts": self.admin.opts, "preserved_filters": self.filters}
        return redirect(add_preserved_filters(filters, reverse("admin:talks_followup_changelist")))

    @property
    def filters(self):
        return self.admin.get_preserved_filters(self.request)

    def page(self, form):
        # What the row says now, not what the refused form would have made of it.
        follow_up = self.row()
        context = {
            **admin.site.each_context(self.request),
            "title": "It was met by this meeting",
            "subtitle": str(follow_up),
            "opts": self.admin.opts,
            "follow_up": follow_up,
            "form": form,
            "likely": Meeting.objects.that_may_have_met(follow_up),
            "media": self.admin.media + form.media,
            "preserved_filters": self.filters,
        }
        return TemplateResponse(self.request, "admin/met.html", context)
