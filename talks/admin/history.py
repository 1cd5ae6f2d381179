"""The history pages of the admin: of a row and what stands below it, of a model, of one save."""

import pghistory
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from talks.history.reasons import KEY
from talks.models import Merge
from talks.revisions.authors import authors_of
from talks.revisions.diffs import changes_ahead, changes_of
from talks.revisions.saves import SAVES_A_PAGE, Save, saves_of_model, saves_of_row

from .paging import page_of, paging
from .picks import LARGEST_KEY
from .proposing import Proposed, waits
from .reverting import FAILURES, ROWS_AT_MOST, TOO_LARGE, confirm, permitted, preview, said
from .withholding import WithholdingAdmin, marked

CHANGES_A_PAGE = 100


class HistoryAdmin(WithholdingAdmin):
    """An admin of a tracked model, whose History is what the database kept of it."""

    change_list_template = "admin/history/change_list.html"

    def get_urls(self):
        views = [
            ("history/", self.changes_view, "changes"),
            ("history/<int:event>/revert/", self.revert_view, "revert"),
            ("history/saves/<str:token>/", self.save_view, "save"),
            ("history/saves/<str:token>/revert/", self.revert_save_view, "revert_save"),
        ]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(route, self.admin_site.admin_view(view), name=f"{prefix}_{name}")
            for route, view, name in views
        ] + super().get_urls()

    # Pages of saves

    def history_view(self, request, object_id, extra_context=None):
        among, page = self.seen_by(request), page_of(request)
        if not object_id.isdecimal() or int(object_id) > LARGEST_KEY:
            raise Http404
        saves, total = saves_of_row(self.model, int(object_id), page, among=among)
        row = self.get_queryset(request).filter(pk=object_id).first()
        if row is None and not total and page == 1:
            raise Http404
        title = f"History of {row}" if row else f"History of {self.opts.verbose_name} {object_id}"
        return self.saves_page(request, title, saves, total, {"row": row} | (extra_context or {}))

    def changes_view(self, request):
        self.seen_by(request)
        saves, total = saves_of_model(self.model, page_of(request))
        title = f"History of all {self.opts.verbose_name_plural}"
        return self.saves_page(request, title, saves, total, {})

    def saves_page(self, request, title, saves, total, extra):
        shown = {}
        for listed in saves:
            for model, keys in listed.shown.items():
                shown.setdefault(model, []).extend(keys)
        changes = marked(request, changes_of(shown))
        authors = authors_of([listed.save for listed in saves])
        lines = [
            {
                "listed": listed,
                "token": listed.save.token,
                "who": authors[listed.save],
                "counts": counts_in_words(listed.counts),
                "changes": [changes[m, pk] for m, keys in listed.shown.items() for pk in keys],
            }
            for listed in saves
        ]
        context = {"lines": lines, **paging(page_of(request), total, SAVES_A_PAGE)}
        return self.shown(request, "admin/history/saves.html", title, context | extra)

    def save_view(self, request, token):
        save, among = save_of(token), self.seen_by(request)
        counts = {m: number for m, number in save.counts().items() if m in among}
        if not counts:
            raise Http404
        page = page_of(request)
        events = cut(save, counts, (page - 1) * CHANGES_A_PAGE)
        context = {
            "changes": list(marked(request, changes_of(events)).values()),
            "who": authors_of([save])[save],
            "moment": moment_of(save, counts),
            "counts": counts_in_words(counts),
            "token": token,
            **paging(page, sum(counts.values()), CHANGES_A_PAGE),
        }
        return self.shown(request, "admin/history/save.html", "One save", context)

    # Reverts

    def revert_view(self, request, event):
        self.seen_by(request)
        events = self.model.pgh_event_model.objects
        event = get_object_or_404(events, pk=min(event, LARGEST_KEY))
        back = reverse(f"admin:talks_{self.opts.model_name}_history", args=[event.pgh_obj_id])
        what = f"a change of {moment_in_words(event.pgh_created_at)}"
        rows = {self.model: events.filter(pk=event.pk)}
        return self.reverting(request, rows, what, back)

    def revert_save_view(self, request, token):
        save, among = save_of(token), self.seen_by(request)
        counts = save.counts()
        if not counts:
            raise Http404
        if counts.keys() - set(among):
            raise PermissionDenied
        if merge := Merge.objects.of_save(token):
            # Ids lead elsewhere since: what no history keeps is taken back there.
            return redirect("admin:talks_merge_undo", merge.pk)
        back = reverse(f"admin:talks_{self.opts.model_name}_save", args=[token])
        if (total := sum(counts.values())) > ROWS_AT_MOST:
            self.message_user(request, TOO_LARGE.format(total), messages.ERROR)
            return redirect(back)
        what = f"the save of {moment_in_words(moment_of(save, counts))}"
        return self.reverting(request, {m: save.events(m) for m in counts}, what, back)

    def reverting(self, request, events, what, back):
        """The preview; its confirmation reverts, or comes back to a fresh preview."""
        if request.method == "POST":
            pghistory.context(revert=what, **{KEY: f"Taken back: {what}."})
            try:
                count = confirm(request, self.admin_site, events, request.POST.get("token"))
            except Proposed as held:
                return waits(request, held)
            except FAILURES as error:
                for reason in dict.fromkeys(said(error)):
                    self.message_user(request, f"Nothing was changed. {reason}", messages.ERROR)
            else:
                rows = "1 row is" if count == 1 else f"{count:,} rows are"
                self.message_user(request, f"Reverted: {rows} as before.", messages.SUCCESS)
                return redirect(back)
        return self.preview_page(request, preview(request, self.admin_site, events), what, back)

    def preview_page(self, request, seen, what, back):
        hindered = sorted(seen.plan.steps, key=lambda step: not step.obstacles)
        context = {
            "plan": seen.plan,
            "reasons": seen.reasons,
            "is_possible": not seen.reasons and not seen.plan.obstacles,
            "changes": changes_ahead(hindered[:CHANGES_A_PAGE]),
            "left_out": len(hindered[CHANGES_A_PAGE:]),
            "back": back,
        }
        return self.shown(request, "admin/history/revert.html", f"Revert {what}", context)

    # What the pages share

    def seen_by(self, request):
        """The models whose history is shown; who may not change this one sees none."""
        among = permitted(request, self.admin_site)
        if self.model not in among:
            raise PermissionDenied
        return among

    def shown(self, request, template, title, context):
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, template, common | context)


def save_of(token):
    try:
        return Save.from_token(token)
    except (ValueError, OverflowError):
        raise Http404 from None


def moment_of(save, counts):
    """When its last change was made."""
    moments = (save.events(model).order_by("-pgh_id") for model in counts)
    return max(events.values_list("pgh_created_at", flat=True)[0] for events in moments)


def moment_in_words(moment):
    return date_format(localtime(moment), "j F Y, H:i:s")


def counts_in_words(counts):
    """ "1 meeting, 12 statements"."""
    return ", ".join(
        f"{n:,} {model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural}"
        for model, n in counts.items()
    )


def cut(save, counts, start):
    """The keys of a page's events by model, of all events of a save."""
    events, room = {}, CHANGES_A_PAGE
    for model, count in counts.items():
        if room and start < count:
            keys = save.events(model).order_by("pgh_id").values_list("pgh_id", flat=True)
            events[model] = list(keys[start : start + room])
            room -= len(events[model])
        start = max(0, start - count)
    return events
