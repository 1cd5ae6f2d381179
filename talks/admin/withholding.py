"""Withholding one revision from the public, with a reason for readers; and showing it again."""

from collections import defaultdict
from dataclasses import replace

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from talks.history.events import TABLES
from talks.models import Meeting, Withheld
from talks.revisions.diffs import changes_of
from talks.revisions.steps import previous_of, rows_now
from talks.revisions.tables import NOT_REVERTED, events_of, values_of

from .picks import LARGEST_KEY

PERMISSION = "talks.publish_meeting"
TOLD = {table.model: table for table in TABLES.values()}


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Withheld
        fields = ["reason"]
        widgets = {"reason": AdminTextInputWidget(attrs={"class": "vLargeTextField"})}


class WithholdingAdmin(admin.ModelAdmin):
    """An admin whose history can be kept from the public, revision by revision."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_withhold"
        view = self.admin_site.admin_view(self.withhold_view)
        return [path("history/<int:event>/withhold/", view, name=name), *super().get_urls()]

    def withhold_view(self, request, event):
        """The form; or, where the revision is withheld, the way back."""
        self.seen_by(request)
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        key = min(event, LARGEST_KEY)
        if not tellable(self.model, [key]):
            raise Http404
        withheld = Withheld.objects.filter(model=self.opts.model_name, event=key).first()
        if request.method == "POST" and "show" in request.POST:
            return self.show_again(request, key)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and not withheld and form.is_valid():
            return self.withhold(request, key, form.cleaned_data["reason"])
        return self.shown(
            request,
            "admin/history/withhold.html",
            "Withheld from the public" if withheld else "Withhold from the public",
            {"form": form, "withheld": withheld, **self.about(key)},
        )

    def about(self, key):
        """The change, the revision before it, and whether its words are on the site now."""
        change = changes_of({self.model: [key]})[self.model, key]
        previous = previous_of(self.model, [key])[key]
        return {
            "change": change,
            "previous": previous,
            "stands": still_stands(self.model, key, previous),
            "back": self.history_address(change.pk),
        }

    @transaction.atomic
    def withhold(self, request, key, reason):
        given = {"reason": reason, "by": request.user}
        _, is_new = Withheld.objects.get_or_create(
            model=self.opts.model_name, event=key, defaults=given
        )
        if not is_new:
            words = "Somebody else withheld this revision meanwhile; their reason stands."
            return self.done(request, key, words, messages.WARNING)
        words = "Readers are told that this revision is withheld, and why; not what it said."
        return self.done(request, key, words, log=f"Withheld a revision: {reason}")

    @transaction.atomic
    def show_again(self, request, key):
        Withheld.objects.filter(model=self.opts.model_name, event=key).delete()
        words = "The public history shows this revision again."
        return self.done(request, key, words, log="Showed a withheld revision again.")

    def done(self, request, key, words, level=messages.SUCCESS, log=""):
        pk = events_of(self.model).values_list("pgh_obj_id", flat=True).get(pk=key)
        row = self.model._base_manager.filter(pk=pk).first()
        if log and row:
            self.log_change(request, row, log)
        self.message_user(request, words, level)
        return redirect(self.history_address(pk))

    def history_address(self, pk):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[pk])


def tellable(model, keys):
    """Those of a model's events that the public may be told of. One query.

    Of rows below one that was removed too, unless their meeting is known never to have been public.
    """
    if model not in TOLD:
        return set()
    table = TOLD[model]
    above = "pgh_obj" if model is Meeting else table.parent.removesuffix("_id")
    meeting = above if model is Meeting or table.is_at_meeting else f"{above}__meeting"
    # The id is there to leave out nothing whose meeting is gone.
    never = {f"{meeting}__first_published_at": None, f"{meeting}__slug__gt": ""}
    events = events_of(model).filter(pk__in=keys)
    unpublished = events_of(model).filter(pk__in=keys, **never)
    return set(events.exclude(pk__in=unpublished.values("pk")).values_list("pk", flat=True))


def still_stands(model, key, previous):
    """Whether something that a revision brought in is what the row says now."""
    said = events_of(model).in_bulk([key, *filter(None, [previous])])
    event, before = said[key], said.get(previous)
    now = rows_now(model, [event.pgh_obj_id]).get(event.pgh_obj_id)
    was, values = values_of(before, model) if before else {}, values_of(event, model)
    brought = [
        name for name in values if name not in NOT_REVERTED and values[name] != was.get(name)
    ]
    return bool(now) and any(values[name] == now[name] and values[name] for name in brought)


def marked(request, changes):
    """Changes by model and event, each with what is withheld of it, and whether it can be.

    A query, and one for each model for those who may withhold.
    """
    keys = defaultdict(list)
    for model, key in changes:
        keys[model].append(key)
    rows = Withheld.objects.filter(event__in=[key for _, key in changes])
    withheld = {(row.model, row.event): row for row in rows.select_related("by")}
    may = request.user.has_perm(PERMISSION)
    open_ = {(model, key) for model in keys if may for key in tellable(model, keys[model])}
    return {
        (model, key): replace(
            change,
            withheld=withheld.get((model._meta.model_name, key)),
            may_be_withheld=(model, key) in open_,
        )
        for (model, key), change in changes.items()
    }
