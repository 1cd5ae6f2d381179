"""Merges in the admin: the page of one, with its preview; the list of all, with their undo."""

from dataclasses import dataclass, field

import pghistory
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html_join

from talks.merging import rules, telling, write
from talks.merging.plan import plan_for
from talks.merging.relations import keys_to
from talks.models import duplicates
from talks.revisions.tables import TRACKED
from talks.work_queue import DUPLICATES, PARAMETER

from .picks import LARGEST_KEY, Picks, PickSelect
from .proposing import Proposed, hold, waits
from .refusals import Refused, refuse, refuse_broken, refuse_unproven
from .reverting import said

FAILURES = (Refused, IntegrityError, OperationalError)
MEANWHILE = "Somebody changed these rows after this page was opened. This is how they stand now."
GONE = "There is no such row any more: it was deleted or merged."
SUGGESTIONS, REASONS = 10, 30


def may_merge(model_admin, request):
    """One row is changed, the other goes; under four eyes a reviewer does it."""
    if getattr(settings, "FOUR_EYES", False) and not request.user.has_perm("talks.publish_meeting"):
        return False
    return model_admin.has_change_permission(request) and model_admin.has_delete_permission(request)


@dataclass
class Preview:
    plan: object
    told: dict
    reasons: list = field(default_factory=list)
    waits: str = ""


def locked_plan(model, kept, merged):
    """The plan of a merge as the record stands, which nobody changes from here on."""
    rows = write.lock_nouns(model, kept, merged)
    if len(rows) < len({kept, merged}):
        raise Refused([GONE])
    plan = plan_for(rows[kept], rows[merged])
    write.lock_rows(plan)
    return plan


def carry_out(plan, chosen, user):
    """Merge, under the rules of a save; the `Merge`."""
    written = write.carry_out(plan, chosen, user)
    reasons = list(written.reasons)
    for judge, ids in [(refuse_broken, written.meetings), (refuse_unproven, written.follow_ups)]:
        try:
            judge(ids)
        except Refused as refused:
            reasons += refused.reasons
    refuse(reasons)
    return written.merge


class MergeView:
    """The page, for one admin of a noun and one request; the row of the address is kept."""

    def __init__(self, model_admin, request, pk):
        self.admin, self.request, self.pk = model_admin, request, pk
        self.model, self.opts = model_admin.model, model_admin.opts

    def respond(self):
        if not may_merge(self.admin, self.request):
            raise PermissionDenied
        kept = self.model._base_manager.filter(pk=self.pk).first()
        if kept is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        form = self.form(kept)
        if not form.is_bound or not form.is_valid():
            return self.page(kept, form)
        other = form.cleaned_data["other"]
        if self.request.method == "POST":
            try:
                return self.merged(kept.pk, other.pk)
            except Proposed as held:
                return waits(self.request, held)
            except FAILURES as error:
                return self.again(kept.pk, other.pk, form, said(error))
        return self.page(kept, form, self.preview(kept, other))

    def again(self, kept, other, form, reasons):
        """After a refusal: the preview anew, with what was chosen; or what is left to choose."""
        self.say(reasons)
        rows = self.model._base_manager.in_bulk([kept, other])
        if kept not in rows:
            return redirect(self.address("changelist"))
        if other not in rows:
            return self.page(rows[kept], self.form(rows[kept], bound=False))
        return self.page(rows[kept], form, self.preview(rows[kept], rows[other]))

    def say(self, reasons):
        for reason in dict.fromkeys(reasons):
            self.admin.message_user(self.request, f"Nothing was changed. {reason}", messages.ERROR)

    # What would be done, and what is

    @property
    def chosen(self):
        """The fields whose value staff take from the merged one."""
        return {
            name.removeprefix("take-") for name, v in self.request.POST.items() if v == "merged"
        }

    def preview(self, kept, other):
        """Try the merge, and undo that: so every rule is asked by what a merge would write."""
        with transaction.atomic():
            plan = plan_for(kept, other)
            preview = Preview(plan, telling.tell(plan, self.chosen), rules.problems(plan))
            if not preview.reasons and self.request.method != "POST":
                self.try_out(preview)
            transaction.set_rollback(True)
        return preview

    def try_out(self, preview):
        """What a merge would be refused for, and whether it would wait for a second person."""
        try:
            # One context from end to end, by which what was written is found again.
            with transaction.atomic(), pghistory.context():
                carry_out(preview.plan, self.chosen, self.request.user)
                hold(self.request)
        except Proposed as held:
            preview.waits = held.title
        except FAILURES as error:
            preview.reasons = said(error)

    @transaction.atomic
    def merged(self, kept, other):
        plan = locked_plan(self.model, kept, other)
        if plan.token != self.request.POST.get("token"):
            raise Refused([MEANWHILE])
        refuse(rules.problems(plan))
        merge = carry_out(plan, self.chosen, self.request.user)
        rows = {"noun": self.opts.model_name, "kept": kept, "merged": other}
        hold(self.request, {"do": "merge", **rows, "take": sorted(self.chosen)})
        self.admin.log_change(self.request, plan.kept, f"Merged with “{plan.merged}”.")
        undo = reverse("admin:talks_merge_undo", args=[merge.pk])
        words = format_html_join(
            "", "Merged: {} is now {}. <a href='{}'>Undo…</a>", [(plan.merged, plan.kept, undo)]
        )
        self.admin.message_user(self.request, words, messages.SUCCESS)
        return redirect(self.address("change", kept))

    # The page

    def form(self, kept, bound=True):
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return OtherForm(kept, self.admin.admin_site, sent if bound and "other" in sent else None)

    def address(self, view, *args):
        return reverse(f"admin:talks_{self.opts.model_name}_{view}", args=args)

    def page(self, kept, form, preview=None):
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": f"Merge {self.opts.verbose_name_plural}",
            "subtitle": str(kept),
            "opts": self.opts,
            "kept": kept,
            "other": preview and preview.plan.merged,
            "form": form,
            "preview": preview,
            "reasons": preview.reasons[:REASONS] if preview else [],
            "reasons_left_out": len(preview.reasons[REASONS:]) if preview else 0,
            "suggested": [] if preview else self.suggested(kept),
            "media": self.admin.media + form.media,
        }
        return TemplateResponse(self.request, "admin/merging/merge.html", context)

    def suggested(self, kept):
        found = duplicates.others(duplicates.FOUND_BY[self.model._meta.model_name]())
        rows = self.model._base_manager.filter(slug__in=found.get(kept.slug, ()))
        return rows.order_by("slug")[:SUGGESTIONS]


class OtherForm(forms.Form):
    """Which row is merged into the kept one."""

    def __init__(self, kept, site, data=None):
        super().__init__(data)

        # Any foreign key to the noun tells the search box what to search.
        key = next(key for key in keys_to(type(kept)) if key.model in TRACKED)
        self.fields["other"] = forms.ModelChoiceField(
            type(kept)._base_manager.exclude(pk=kept.pk),
            label=f"The {kept._meta.verbose_name} to merge into it",
            widget=PickSelect(key, site),
            error_messages={"invalid_choice": GONE},
        )
        # What it chose stands in the box again when the form comes back.
        self.fields["other"].widget.picks = Picks()


class MergingAdmin(admin.ModelAdmin):
    """For nouns: the page of a merge, the action that opens it, and likely pairs in lists."""

    actions = ["merge_two"]

    def get_urls(self):
        name = f"talks_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request, pk):
        if pk > LARGEST_KEY:
            raise Http404
        return MergeView(self, request, pk).respond()

    def has_merge_permission(self, request):
        return may_merge(self, request)

    @admin.action(description="Merge the two selected", permissions=["merge"])
    def merge_two(self, request, queryset):
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, "Select two to merge, no more and no less.", messages.ERROR)
            return None
        name = f"admin:talks_{self.opts.model_name}_merge"
        return redirect(reverse(name, args=keys[:1], query={"other": keys[1]}))

    def get_list_display(self, request):
        """Among probable duplicates, each with the others of its kind, to be merged into it."""
        shown = super().get_list_display(request)
        if request.GET.get(PARAMETER) not in DUPLICATES:
            return shown
        noun, is_allowed = self.opts.model_name, may_merge(self, request)
        # Read once, when the first row is shown: Django asks for the columns twice.
        likely = SimpleLazyObject(lambda: duplicates.others(duplicates.FOUND_BY[noun]()))
        keys = SimpleLazyObject(lambda: keys_by_slug(self.model, likely))

        @admin.display(description="probably the same as")
        def likely_same(row):
            others = sorted(likely[row.slug])
            if not is_allowed:
                return ", ".join(others)
            address = reverse(f"admin:talks_{noun}_merge", args=[row.pk])
            links = [(address, keys[slug], slug) for slug in others if slug in keys]
            return format_html_join(", ", '<a href="{}?other={}">{}</a>', links)

        return [*shown, likely_same]


def keys_by_slug(model, slugs):
    return dict(model._base_manager.filter(slug__in=list(slugs)).values_list("slug", "pk"))
