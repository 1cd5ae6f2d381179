"""The list of merges, and their undo: a revert of what was saved, and of what no history keeps."""

import pghistory
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from talks.merging import undo
from talks.models import Merge
from talks.models.old_ids import NOUNS
from talks.revisions.diffs import changes_ahead

from .lists import KeysFirst
from .looking import LookingAdmin
from .merging import may_merge
from .picks import LARGEST_KEY
from .proposing import Proposed, waits
from .refusals import refuse
from .reverting import FAILURES, confirm, preview, said

CHANGES_SHOWN = 100
UNDONE = "This merge was undone already."
KEPT_GONE = "“{}” is no longer on record: it was merged or deleted since. Take that back first."


def reasons_against(merge):
    """Why there is nothing to undo, whatever the rows say."""
    if merge.undone_at:
        return [UNDONE]
    return [] if undo.kept_is_there(merge) else [KEPT_GONE.format(merge.kept_name)]


@admin.register(Merge)
class MergeAdmin(LookingAdmin):
    """Seen by who may merge such nouns; nothing here is typed."""

    list_display = ["merged_name", "kept_name", "noun", "at", "by", "rows", "state"]
    list_display_links = None
    list_filter = ["noun"]
    list_select_related = ["by"]
    search_fields = ["merged_name", "kept_name"]

    def get_changelist(self, request, **kwargs):
        return KeysFirst

    def get_queryset(self, request):
        return super().get_queryset(request).filter(noun__in=self.nouns_of(request))

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="talks_merge_undo"), *super().get_urls()]

    @admin.display(description="undo")
    def state(self, merge):
        if merge.undone_at:
            return "undone"
        return format_html(
            '<a href="{}">Undo…</a>', reverse("admin:talks_merge_undo", args=[merge.pk])
        )

    # Who may

    def nouns_of(self, request):
        return [
            noun
            for noun in NOUNS
            if may_merge(self.admin_site.get_model_admin(apps.get_model("talks", noun)), request)
        ]

    def has_view_permission(self, request, obj=None):
        nouns = self.nouns_of(request)
        return obj.noun in nouns if obj else bool(nouns)

    # Undo

    def undo_view(self, request, pk):
        merge = get_object_or_404(Merge, pk=min(pk, LARGEST_KEY))
        if not self.has_view_permission(request, merge):
            raise PermissionDenied
        if request.method == "POST":
            pghistory.context(revert=f"the merge of {merge}")
            try:
                return self.undone(request, merge.pk)
            except Proposed as held:
                return waits(request, held)
            except FAILURES as error:
                for reason in dict.fromkeys(said(error)):
                    self.message_user(request, f"Nothing was changed. {reason}", messages.ERROR)
                merge.refresh_from_db()
        return self.page(request, merge)

    @transaction.atomic
    def undone(self, request, pk):
        merge = Merge.objects.select_for_update(of=["self"]).get(pk=pk)
        refuse(reasons_against(merge))
        undo.loosen(merge)
        token, act = request.POST.get("token"), {"do": "undo", "merge": merge.pk}
        confirm(request, self.admin_site, undo.events_of(merge), token, act)
        undo.restore_untracked(merge)
        undo.note_undone(merge)
        self.message_user(request, f"Undone: {merge}. Both are as before.", messages.SUCCESS)
        return redirect(reverse(f"admin:talks_{merge.noun}_change", args=[merge.merged]))

    def page(self, request, merge):
        seen, reasons = None, reasons_against(merge)
        if not reasons:
            with transaction.atomic():
                undo.loosen(merge)
                seen = preview(request, self.admin_site, undo.events_of(merge))
                steps = sorted(seen.plan.steps, key=lambda step: not step.obstacles)
                changes = changes_ahead(steps[:CHANGES_SHOWN])
                transaction.set_rollback(True)
        context = {
            **self.admin_site.each_context(request),
            "title": "Undo a merge",
            "subtitle": str(merge),
            "opts": self.opts,
            "merge": merge,
            "reasons": list(dict.fromkeys(seen.reasons)) if seen else reasons,
            "plan": seen and seen.plan,
            "is_possible": bool(seen) and not seen.reasons and not seen.plan.obstacles,
            "changes": changes if seen else [],
            "left_out": len(seen.plan.steps[CHANGES_SHOWN:]) if seen else 0,
        }
        return TemplateResponse(request, "admin/merging/undo.html", context)
