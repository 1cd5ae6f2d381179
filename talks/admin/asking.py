"""Asking for review: an editor hands a draft over, a reviewer publishes it or sends it back."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied

from talks.models import ReviewNote

from .rights import may_publish

ASKED = "Asked for review: it stands in the work queue of those who publish."
RETURNED = "Sent back: it waits no longer, and its page shows what you wrote."
Step = ReviewNote.Step


class NoteForm(forms.ModelForm):
    """What to look at, or what is missing; staff alone read it."""

    class Meta:
        model = ReviewNote
        fields = ["note"]
        widgets = {"note": AdminTextareaWidget(attrs={"rows": 3})}
        labels = {"note": "A note for staff"}


class AskView:
    """What a meeting's publish page has of its review; `form` holds what was typed."""

    def __init__(self, model_admin, request, meeting):
        self.admin, self.request, self.meeting = model_admin, request, meeting
        self.notes = list(ReviewNote.objects.about(meeting))
        self.form = NoteForm(request.POST or None)

    @property
    def is_waiting(self):
        return self.meeting.is_draft and bool(self.notes) and self.notes[-1].step == Step.ASKED

    @property
    def may_ask(self):
        return self.meeting.is_draft and self.admin.has_change_permission(self.request)

    @property
    def may_return(self):
        return self.is_waiting and may_publish(self.request)

    def wanted(self):
        """The step that a button of the page stands for; None when none of them was pressed."""
        pressed = {"_ask": Step.ASKED, "_return": Step.RETURNED}
        return next((step for name, step in pressed.items() if name in self.request.POST), None)

    def take(self, step):
        """Whether the step was taken; else the page comes back with what was typed."""
        if not (self.may_ask if step == Step.ASKED else may_publish(self.request)):
            raise PermissionDenied
        if step == Step.RETURNED and not self.is_waiting:
            self.admin.message_user(self.request, "It does not wait for review.", messages.ERROR)
            return False
        if self.form.is_valid() and step == Step.RETURNED and not self.form.cleaned_data["note"]:
            self.form.add_error("note", "Say what is missing.")
        if not self.form.is_valid():
            return False
        note_step(self.request, self.meeting, step, self.form.cleaned_data["note"])
        said = ASKED if step == Step.ASKED else RETURNED
        self.admin.message_user(self.request, said, messages.SUCCESS)
        return True


def note_step(request, meeting, step, note=""):
    ReviewNote.objects.create(meeting=meeting.pk, step=step, note=note, by=request.user)
