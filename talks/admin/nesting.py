"""Rows within rows: the inlines of an inline, for all of a meeting on one form.

Each kind of row is loaded by one query, for all the rows above it. Long lists are shown a page at a
time, and their rows folded: one line each, which a script unfolds into the row's fields.
"""

from collections import defaultdict
from itertools import chain

from django import forms
from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from .paging import page_of
from .picks import Picks

# So few rows are shown with all their fields.
UNFOLDED = 6


class NestingInline(admin.options.InlineModelAdmin):
    """An inline that may have `inlines` of its own; `is_long` when its rows may be thousands."""

    view_on_site = False
    inlines = ()
    is_long = False
    # A sentence below the heading of the list.
    description = ""
    unfolded = UNFOLDED

    @property
    def media(self):
        return forms.Media(js=["entry/rows.js"])

    def summary(self, row):
        """A folded row on one line."""
        return str(row)

    def inlines_below(self, request):
        below = [kind(self.model, self.admin_site) for kind in self.inlines]
        return [inline for inline in below if inline.has_view_or_change_permission(request)]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if self.is_long:
            formset.page = page_of(request, formset.get_default_prefix())
        return formset


class NestingAdmin(admin.ModelAdmin):
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_row"
        view = self.admin_site.admin_view(self.row_view)
        route = "<int:pk>/rows/<slug:rows>/<int:key>/<int:index>/"
        return [path(route, view, name=name), *super().get_urls()]

    def _create_formsets(self, request, obj, change):
        formsets, inlines = [], []
        created = super()._create_formsets(request, obj, change)
        for formset, inline in zip(*created, strict=True):
            formsets.append(formset)
            inlines.append(inline)
            prepare(request, formset, inline)
            for below in inline.inlines_below(request):
                for rows in nest(request, formset, below):
                    formsets.append(rows)
                    inlines.append(below)
        return formsets, inlines

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        # Nothing is written into what was sent: no copy of thousands of fields for each list.
        return kwargs | {"data": request.POST} if "data" in kwargs else kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        above = [
            pair for pair in zip(formsets, inline_instances, strict=True) if not pair[0].is_nested
        ]
        shown = super().get_inline_formsets(request, *parted(above), obj)
        for formset, _ in above:
            for form in shown_in_full(formset):
                form.below = super().get_inline_formsets(request, *parted(form.nested), obj)
        return shown

    def row_view(self, request, pk, rows, key, index):
        """The fields of one row of a long list, as they stand in the form of what it is part of."""
        obj = self.get_queryset(request).filter(pk=pk).first()
        if obj is None or not self.has_change_permission(request, obj):
            raise Http404
        for kind, inline in self.get_formsets_with_inlines(request, obj):
            if kind.get_default_prefix() == rows and inline.is_long:
                return self.row_page(request, obj, kind, inline, key, index)
        raise Http404

    def row_page(self, request, obj, kind, inline, key, index):
        kind.page, unfolded = None, inline.get_queryset(request).filter(pk=key)
        formset = kind(instance=obj, queryset=unfolded, prefix=kind.get_default_prefix())
        if not formset.forms:
            raise Http404
        formset.forms[0].prefix = formset.add_prefix(index)
        inline.unfolded = 1
        prepare(request, formset, inline)
        for below in inline.inlines_below(request):
            nest(request, formset, below)
        shown = self.get_inline_formsets(request, [formset], [inline], obj)[0]
        context = {"inline_admin_formset": shown, "inline_admin_form": next(iter(shown))}
        return TemplateResponse(request, "admin/rows/_stacked_row.html", context)


def parted(pairs):
    return [list(side) for side in zip(*pairs, strict=True)] or [[], []]


def shown_in_full(formset):
    """The rows that are not folded, and the empty one that new rows are copied from."""
    return [*(form for form in formset.forms if not form.is_folded), formset.empty_form]


def prepare(request, formset, inline):
    """Fold the rows of a long list, and note what was loaded with them."""
    rows = formset.get_queryset()
    Picks.of(request).learn(rows)
    folds = inline.is_long and len(rows) > inline.unfolded
    for index, form in enumerate(formset.initial_forms):
        form.summary = inline.summary(form.instance) if form.instance.pk else "Removed meanwhile"
        if folds and not form.is_bound:
            form.is_folded, form.unfolds_at = True, row_address(formset, form, index)


def row_address(formset, form, index):
    opts = type(formset.instance)._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_row"
    return reverse(name, args=[formset.instance.pk, formset.prefix, form.instance.pk, index])


def nest(request, formset, inline):
    """Give each row of a formset those of an inline below it; the lists that were sent."""
    kind, sent = inline.get_formset(request), []
    forms = shown_in_full(formset)
    loaded = rows_below(request, inline, kind, [form.instance.pk for form in forms])
    for form in forms:
        rows = formset_below(form, kind)
        rows.take(loaded[form.instance.pk])
        form.nested = [*form.nested, (rows, inline)]
        if rows.is_bound:
            let_pass(request, rows, inline)
            sent.append(rows)
    return sent


def rows_below(request, inline, kind, parents):
    """The rows of an inline below some rows, by the key of that row. One query."""
    loaded = defaultdict(list)
    if any(parents):
        rows = inline.get_queryset(request).filter(**{f"{kind.fk.name}__in": parents})
        for row in rows if rows.ordered else rows.order_by("pk"):
            loaded[getattr(row, kind.fk.attname)].append(row)
        Picks.of(request).learn(chain.from_iterable(loaded.values()))
    return loaded


def formset_below(form, kind):
    prefix = f"{form.prefix}-{kind.get_default_prefix()}"
    sent = {"data": form.data, "files": form.files} if is_sent(form, prefix) else {}
    rows = kind(instance=form.instance, prefix=prefix, **sent)
    rows.is_nested = True
    return rows


def is_sent(form, prefix):
    """Whether rows below this one are to be read and saved: not below one that goes."""
    if not form.is_bound or f"{prefix}-TOTAL_FORMS" not in form.data:
        return False
    return not ("DELETE" in form.fields and form["DELETE"].data)


def let_pass(request, rows, inline):
    """Rows that this user may only see are not in what was sent: as Django does for inlines."""
    if not inline.has_change_permission(request):
        for form in rows.initial_forms:
            form._errors, form.cleaned_data = {}, form.initial
