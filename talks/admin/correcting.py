"""Corrections: a save that changes a published statement gives readers a reason.

Whether it does is asked of the history once the rows are saved, so that any form can have it: the
statement's own, those of its issues and parties, and a form of a whole meeting.
"""

import pghistory
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextInputWidget

from talks.history.amendments import corrects_published
from talks.history.reasons import KEY
from talks.models import Meeting

from .refusals import Refused

TYPING_MISTAKE = "A typing mistake, nothing of substance."
WANTED = (
    "This changes what a published statement says, or whose it is: tell readers why in a few "
    "words, or tick that it was only a typing mistake."
)
FIELDS = ["correction", "is_typing_mistake"]
FIELDSET = (
    "Correction",
    {
        "fields": FIELDS,
        "description": "Needed when this save changes what a published statement says, or whose it "
        "is. Readers see it with the old words, the new words and the date; not your name.",
    },
)


def correcting(form, is_wanted):
    """A form with the fields for a reason; `is_wanted` refuses it without one."""

    class CorrectingForm(form):
        correction = forms.CharField(
            label="Reason for the correction",
            max_length=500,
            required=False,
            widget=AdminTextInputWidget(attrs={"class": "vLargeTextField"}),
        )
        is_typing_mistake = forms.BooleanField(
            label="Only a typing mistake, nothing of substance", required=False
        )

        def clean(self):
            super().clean()
            if is_wanted and "correction" not in self.errors and not reason_of(self):
                self.add_error("correction", WANTED)

    return CorrectingForm


def reason_of(form):
    """The reason that was given for readers; "" without one, or where the form asks for none."""
    said = form.cleaned_data
    return said.get("correction") or (TYPING_MISTAKE if said.get("is_typing_mistake") else "")


def meeting_of(row):
    """The meeting that a form is about."""
    if isinstance(row, Meeting):
        return row
    return row.meeting if hasattr(row, "meeting") else row.statement.meeting


class CorrectingAdmin(admin.ModelAdmin):
    """To stand before an admin that refuses (`RefusingAdmin`): its forms ask for the reason."""

    def asks_reason(self, request, obj):
        if getattr(request, "wants_reason", False):
            return True
        is_public = obj is not None and obj.pk and meeting_of(obj).is_published
        return bool(is_public) and self.has_change_permission(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.asks_reason(request, obj):
            is_wanted = getattr(request, "wants_reason", False)
            kwargs["form"] = correcting(kwargs.get("form", self.form), is_wanted)
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.asks_reason(request, obj) and not {*FIELDS} & {*flatten_fieldsets(fieldsets)}:
            return [*fieldsets, FIELDSET]
        return fieldsets

    def save_model(self, request, obj, form, change):
        if reason := reason_of(form):
            # Before anything is written: the history takes it along with the rows.
            pghistory.context(**{KEY: reason})
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not reason_of(form) and corrects_published():
            request.wants_reason = True
            # The form comes back and says it beside the field.
            raise Refused([])
