"""Old ids in the admin: they are added, for a merged noun say, and led elsewhere; never deleted."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError

from talks.models import OldId

from .entry import PlainAdmin
from .forms import RecordForm


class OldIdForm(RecordForm):
    """Live ids and lost targets: what triggers refuse, and what no foreign key can."""

    def clean(self):
        super().clean()
        noun = self.cleaned_data.get("noun") or self.instance.noun
        slug = self.cleaned_data.get("slug") or self.instance.slug
        target = self.cleaned_data.get("target")
        if not noun:
            return
        rows = apps.get_model("talks", noun).objects
        if rows.filter(slug=slug).exists():
            self.add_error(None, f"This id still names another {noun}.")
        if target is not None and not rows.filter(pk=target).exists():
            self.add_error("target", ValidationError(f"There is no {noun} with this number."))


@admin.register(OldId)
class OldIdAdmin(PlainAdmin):
    form = OldIdForm
    list_display = ["slug", "noun", "target"]
    list_filter = ["noun"]
    search_fields = ["slug"]
    fieldsets = [
        (
            None,
            {
                "fields": ["noun", "slug", "target"],
                "description": "An id that named something before. The target is the number in "
                "the address of what it means now (/admin/talks/party/12/); empty: it was removed. "
                "Changed and deleted ids are added here by themselves.",
            },
        )
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["noun", "slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False
