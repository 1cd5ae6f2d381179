"""Rows within rows: the inlines of an inline, for all of a meeting on one form.

The look and the script are django-nested-admin's. Its own way of loading takes a query, and a copy
of all that was sent, for each row: here each kind of row is loaded by one query.
"""

from collections import defaultdict

from django.contrib import admin
from nested_admin.nested import NestedInlineAdminFormset, NestedModelAdminMixin

from .picks import Picks


class InlineRows(NestedInlineAdminFormset):
    @property
    def media(self):
        """Of the kind of row, not of each row anew."""
        return self.opts.media + self.formset.empty_form.media


class NestingAdmin(NestedModelAdminMixin, admin.ModelAdmin):
    inline_admin_formset_helper_cls = InlineRows

    def _create_formsets(self, request, obj, change):
        create = super(NestedModelAdminMixin, self)._create_formsets
        formsets, inlines = [], []
        for formset, inline in zip(*create(request, obj, change), strict=True):
            Picks.of(request).learn(formset.get_queryset())
            formsets.append(formset)
            inlines.append(inline)
            for below, inline_below in nested(request, formset, inline):
                formsets.append(below)
                inlines.append(inline_below)
        return formsets, inlines

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        # A formset copies nothing of what was sent: thousands of fields, hundreds of formsets.
        return kwargs | {"data": request.POST} if "data" in kwargs else kwargs


def nested(request, formset, inline):
    """Give each row of a formset the rows below it; pairs of those that are saved with it."""
    saved = []
    for below in inline.get_inline_instances(request) if inline.inlines else []:
        kind = below.get_formset(request)
        loaded = rows_below(request, below, kind, formset)
        for form in [*formset.forms, None]:
            rows = formset_below(request, formset, form, kind, loaded)
            holder = formset if form is None else form
            attach(holder, rows, below)
            if form is not None and rows.is_bound:
                let_pass(request, rows, below)
                saved.append((rows, below))
    return saved


def rows_below(request, below, kind, formset):
    """The rows of an inline below all rows of a formset, by the key of that row. One query."""
    parents = [row.pk for row in formset.get_queryset()]
    loaded = defaultdict(list)
    if parents:
        rows = below.get_queryset(request).filter(**{f"{kind.fk.name}__in": parents})
        for row in rows if rows.ordered else rows.order_by("pk"):
            loaded[getattr(row, kind.fk.attname)].append(row)
        for found in loaded.values():
            Picks.of(request).learn(found)
    return loaded


def formset_below(request, formset, form, kind, loaded):
    """The rows below a row, or for None below the empty one that new ones are copied from."""
    prefix = formset.add_prefix("empty") if form is None else form.prefix
    prefix = f"{prefix}-{kind.get_default_prefix()}"
    sent = {"data": request.POST, "files": request.FILES} if is_sent(form, prefix) else {}
    rows = kind(instance=form and form.instance, prefix=prefix, **sent)
    rows._queryset = loaded[form.instance.pk] if form and form.instance.pk else []
    rows.is_nested, rows.nesting_depth = True, formset.nesting_depth + 1
    return rows


def is_sent(form, prefix):
    """Whether rows below this one are to be read and saved: not below one that goes."""
    if form is None or not form.is_bound or f"{prefix}-TOTAL_FORMS" not in form.data:
        return False
    goes = form.fields.get("DELETE")
    return not (goes and form["DELETE"].data)


def attach(holder, rows, below):
    holder.nested_formsets = [*getattr(holder, "nested_formsets", ()), rows]
    holder.nested_inlines = [*getattr(holder, "nested_inlines", ()), below]


def let_pass(request, rows, below):
    """Rows that this user may only see are not in what was sent: as Django does for inlines."""
    if not below.has_change_permission(request):
        for form in rows.initial_forms:
            form._errors, form.cleaned_data = {}, form.initial
