"""Readers' corrections: staff accept, edit or decline them, and the reader hears of it once."""

from collections import Counter
from functools import partial
from time import monotonic

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextField
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.html import format_html

from talks.models import Correction
from talks.models.corrections import CorrectionState, MailState
from talks.outcome_mail import NO_SERVER, can_mail, send_outcome

from .forms import plain_line_ends
from .queue import QueueFilter

TOLD = "The reader has been told: the outcome and the note for the reader stand."
MEANWHILE = (
    "Someone else has saved this meanwhile, with the outcome “{state}”, the note “{note}” and the "
    "staff note “{staff_note}”. What you typed stands below; save again to put it in their place."
)
# Seconds that staff wait for mails; the web server would end a request that takes much longer.
PATIENCE = 8
READ_ONLY = ["subject", "words", "wrong", "right", "source", "email", "sent_at"]
HANDLED = ["handled_by", "handled_at", "mail_told"]


class CorrectionForm(forms.ModelForm):
    """Holds what staff saw when they opened it against what is so when they save."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = version_of(self.instance)

    def clean(self):
        changed = set(self.changed_data) - {"seen"}
        if changed and self.cleaned_data.get("seen") != self.initial["seen"]:
            # Told once; whoever saves again has seen both.
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            raise ValidationError(MEANWHILE.format(**self.initial))
        if self.instance.is_told and changed & {"state", "note"}:
            raise ValidationError(TOLD)

    def clean_note(self):
        return plain_line_ends(self.cleaned_data["note"])

    def clean_staff_note(self):
        return plain_line_ends(self.cleaned_data["staff_note"])


def version_of(correction):
    row = (correction.state, correction.handled_at, correction.note, correction.staff_note)
    return salted_hmac("talks.admin.corrections", repr(row)).hexdigest()


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    form = CorrectionForm
    formfield_overrides = {TextField: {"widget": AdminTextareaWidget({"rows": 4})}}
    list_display = ["is_wrong", "what", "outcome", "mailed", "sent_on"]
    list_filter = [QueueFilter, "state", "mail"]
    list_select_related = ["meeting", "statement"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["wrong", "right", "source", "about", "note", "staff_note"]
    ordering = ["-pk"]
    actions = ["accept", "edit", "decline", "send_again"]
    readonly_fields = READ_ONLY + HANDLED
    fieldsets = [
        ("What the reader says", {"fields": READ_ONLY}),
        (
            "What becomes of it",
            {
                "fields": ["state", "note", "staff_note", "seen"],
                "description": "Correct the row itself first. The reader who left an address gets "
                "one mail when the outcome is saved; after that it stands.",
            },
        ),
        ("Handled", {"fields": HANDLED}),
    ]

    class Media:
        css = {"all": ["corrections-admin.css"]}

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        long = ["meeting__summary", "meeting__outcome", "meeting__folded", "meeting__search"]
        said = ["statement__text", "statement__original_text"]
        said += ["statement__folded", "statement__search"]
        return super().get_queryset(request).defer(*long, *said)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def get_object(self, request, object_id, from_field=None):
        """Locked while a form is saved: of two who save at once the second sees the first."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            return Correction.objects.select_for_update().filter(pk=found.pk).first()
        return found

    def save_model(self, request, obj, form, change):
        is_settled = "state" in form.changed_data
        if is_settled:
            obj.settle(obj.state, request.user)
        super().save_model(request, obj, form, change)
        if is_settled:
            self.tell_readers(request, [obj])

    def tell_readers(self, request, settled):
        """By mail, when the outcome is saved for good."""
        if due := [row.pk for row in settled if row.mail == MailState.UNSENT]:
            transaction.on_commit(partial(self.send_all, request, due), robust=True)

    def send_all(self, request, due):
        """Mail outcomes that are saved; how many went out, and what stood in the way, is said."""
        site, patience_ends = request.build_absolute_uri("/")[:-1], monotonic() + PATIENCE
        problems, left = Counter(), len(due)
        for pk in due:
            if monotonic() > patience_ends:
                problems["The mail server is slow: send them again later."] = left
                break
            left -= 1
            problems[send_outcome(pk, site)] += 1
        if sent := problems.pop("", 0):
            self.message_user(request, f"Readers told by mail: {sent}.")
        for problem, number in problems.items():
            said = f"Saved, but mails to readers not sent: {number}. {problem}"
            self.message_user(request, said, messages.WARNING)

    @admin.action(description="Accept: corrected as the reader proposed", permissions=["change"])
    def accept(self, request, queryset):
        self.settle_all(request, queryset, CorrectionState.ACCEPTED)

    @admin.action(description="Edited: corrected in another way", permissions=["change"])
    def edit(self, request, queryset):
        self.settle_all(request, queryset, CorrectionState.EDITED)

    @admin.action(description="Decline: left as it is", permissions=["change"])
    def decline(self, request, queryset):
        self.settle_all(request, queryset, CorrectionState.DECLINED)

    @transaction.atomic
    def settle_all(self, request, queryset, state):
        """Only what is new: an outcome found before is changed on its own form."""
        chosen = set(queryset.values_list("pk", flat=True))
        rows = Correction.objects.new().filter(pk__in=chosen).order_by("pk").select_for_update()
        settled = list(rows)
        for correction in settled:
            correction.settle(state, request.user)
            correction.save()
            self.log_change(request, correction, [{"changed": {"fields": ["outcome"]}}])
        if settled:
            self.message_user(request, f"{len(settled)} handled: {state.label}.")
            self.tell_readers(request, settled)
        if left := len(chosen) - len(settled):
            said = f"{left} handled before, and left as it was: open it to change its outcome."
            self.message_user(request, said, messages.WARNING)

    @admin.action(
        description="Send the outcome by mail again, where unsent", permissions=["change"]
    )
    def send_again(self, request, queryset):
        due = list(queryset.unsent().values_list("pk", flat=True))
        if not due:
            self.message_user(request, "None of these has a mail that is unsent.", messages.WARNING)
        self.send_all(request, due)

    @admin.display(description="about")
    def what(self, correction):
        """Linked to where staff correct it."""
        row = correction.statement or correction.meeting
        if row is None:
            return truncatechars(correction.about, 80) or "the record as a whole"
        address = reverse(f"admin:talks_{row._meta.model_name}_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, truncatechars(correction.about, 80))

    @admin.display(description="about")
    def subject(self, correction):
        """The same, with the page that readers see, where they see one."""
        if not (row := correction.public_row):
            return self.what(correction)
        page = format_html('<a href="{}">as readers see it</a>', row.get_absolute_url())
        return format_html("{} ({})", self.what(correction), page)

    @admin.display(description="outcome", ordering="state")
    def outcome(self, correction):
        return correction.state

    @admin.display(description="mail", ordering="mail")
    def mailed(self, correction):
        return correction.get_mail_display() if correction.mail else "–"

    @admin.display(description="sent", ordering="pk")
    def sent_on(self, correction):
        return date_format(timezone.localtime(correction.sent_at), "j M Y")

    @admin.display(description="what is wrong")
    def is_wrong(self, correction):
        return truncatechars(correction.wrong, 100)

    @admin.display(description="mail to the reader")
    def mail_told(self, correction):
        no_server = "" if can_mail() else NO_SERVER
        if not correction.mail:
            is_due = correction.email and correction.state == CorrectionState.NEW
            return f"due with the outcome. {no_server}" if is_due else "none"
        if correction.mail == MailState.UNSENT:
            return f"not sent. {correction.mail_problem or no_server}"
        moment = timezone.localtime(correction.mail_at)
        return f"{correction.get_mail_display()} {moment:%Y-%m-%d %H:%M}"
