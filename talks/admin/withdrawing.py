"""The page “Unpublish”: one meeting or some of a list become drafts again, with a public reason."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from talks.models import Meeting

from .publishing import seen_meeting

REASON_LENGTH = 1_000
MOST = 200
TOO_MANY = f"At most {MOST} meetings are unpublished at once: choose fewer."


class ReasonForm(forms.Form):
    because = forms.CharField(
        label="Public reason",
        max_length=REASON_LENGTH,
        widget=AdminTextareaWidget({"rows": 3}),
        help_text="One or two sentences. Readers find them, with today’s date, at the address of "
        "the meeting: say nothing here that is for staff alone.",
    )

    def clean_because(self):
        return self.cleaned_data["because"].replace("\r\n", "\n")


class WithdrawView:
    """The page, for some meetings and one request; `action` names that of the list, if any."""

    def __init__(self, model_admin, request, meetings, action=""):
        self.admin, self.request, self.meetings = model_admin, request, meetings
        self.action = action

    @classmethod
    def of_one(cls, model_admin, request, pk):
        return cls(model_admin, request, [seen_meeting(model_admin, request, pk)])

    def respond(self):
        if not self.admin.has_publish_permission(self.request):
            raise PermissionDenied
        public = [meeting for meeting in self.meetings if meeting.is_published]
        if not public:
            self.admin.message_user(self.request, "Not published anyway.", messages.WARNING)
            return self.leave()
        if len(public) > MOST:
            self.admin.message_user(self.request, TOO_MANY, messages.ERROR)
            return self.leave()
        is_sent = self.request.method == "POST" and "because" in self.request.POST
        form = ReasonForm(self.request.POST if is_sent else None)
        if not form.is_valid():
            return self.page(form, public)
        # In the order in which all others lock meetings, too.
        for meeting in sorted(public, key=lambda meeting: meeting.pk):
            self.withdraw(meeting.pk, form.cleaned_data["because"])
        return self.leave()

    @transaction.atomic
    def withdraw(self, pk, because):
        meeting = Meeting.objects.published().select_for_update().filter(pk=pk).first()
        if meeting is None:
            said = "Somebody else unpublished one of them at this moment."
            self.admin.message_user(self.request, said, messages.WARNING)
            return
        meeting.withdraw(because)
        self.admin.log_change(self.request, meeting, f"Unpublished: {because}")
        self.admin.message_user(self.request, f"Now a draft: {meeting}.", messages.SUCCESS)

    def leave(self):
        if self.action:
            return redirect(self.request.get_full_path())
        return redirect("admin:talks_meeting_publish", self.meetings[0].pk)

    def page(self, form, meetings):
        context = {
            **admin.site.each_context(self.request),
            "title": "Unpublish",
            "subtitle": str(meetings[0]) if len(meetings) == 1 else f"{len(meetings)} meetings",
            "opts": self.admin.opts,
            "meetings": meetings,
            "meeting": meetings[0] if len(meetings) == 1 else None,
            "form": form,
            "action": self.action,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(self.request, "admin/publishing/unpublish.html", context)
