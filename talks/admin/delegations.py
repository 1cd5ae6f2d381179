"""Delegations in the admin, with the delegates who sat in them."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from talks.models import Delegate, Delegation
from talks.models.choices import DelegateRole
from talks.models.delegations import TWO_HEADS, clashing_heads

from .entry import DATES, EntryAdmin, EntryInline, EntryStack
from .exporting import ExportAdmin
from .forms import RecordForm, RecordFormSet
from .refusals import refuse_broken


class DelegateRowForm(RecordForm):
    """One row among others: the formset judges the heads as they will be after this save."""

    judged_later = [TWO_HEADS]


class DelegateFormSet(RecordFormSet):
    def clean_rows(self, rows):
        if clashing_heads(rows):
            raise ValidationError(TWO_HEADS)

    def save_existing_objects(self, commit=True):
        # Who leaves or steps down goes first: the database allows no two heads at any moment.
        gone = [form.instance for form in self.deleted_forms if form.instance.pk]
        for delegate in gone:
            self.delete_existing(delegate)
        for form in self.initial_forms:
            if form.initial["role"] == DelegateRole.HEAD != form.instance.role:
                self.save_existing(form, form.instance)
        saved = super().save_existing_objects(commit)
        self.deleted_objects += gone
        return saved


class DelegateInline(EntryInline):
    model = Delegate
    form = DelegateRowForm
    formset = DelegateFormSet
    fields = ["official", "title", "role", "starts", "ends", "on_behalf_of", "note", "order"]
    shown = ["official", "on_behalf_of"]


class DelegationInline(EntryStack):
    model = Delegation
    fields = [("party", "role", "order")]
    shown = ["party", "meeting"]
    inlines = [DelegateInline]
    is_long = True
    description = (
        "Each party at the table, and who sat there for it. A delegate whom no source names has a "
        "title alone. From and to are for those who did not stay throughout."
    )


@admin.register(Delegation)
class DelegationAdmin(EntryAdmin):
    judged_path = "meeting"
    judge = staticmethod(refuse_broken)
    list_display = ["meeting", "party", "role"]
    list_filter = ["role"]
    list_select_related = ["meeting", "party"]
    search_fields = ["party__folded", "meeting__slug"]
    inlines = [DelegateInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["meeting", "party", "role", "order"],
                "description": "A party at one meeting, and below who sat there for it. "
                f"An unnamed delegate has a title alone. {DATES}",
            },
        )
    ]


@admin.register(Delegate)
class DelegateAdmin(ExportAdmin, EntryAdmin):
    judged_path = "delegation__meeting"
    judge = staticmethod(refuse_broken)
    list_display = ["__str__", "role", "delegation"]
    list_filter = ["role"]
    list_select_related = ["official", "delegation__party", "delegation__meeting"]
    search_fields = ["official__folded", "title", "delegation__party__folded"]

    def has_module_permission(self, request):
        return False
