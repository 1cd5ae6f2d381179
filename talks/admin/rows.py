"""The rows of an inline as a form has them: a page of them shown, the changed ones sent.

A meeting may have ten thousand statements. Its form shows a page of them; its script sends, of rows
that nobody touched, their key alone, and those stand here as they are on record.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.utils.functional import cached_property

from .picks import is_key

ROWS_A_PAGE = 60
LONGEST_NUMBER = 6


class KnownRowField(forms.Field):
    """The key of a row that the formset has loaded: Django's own asks the database once more."""

    widget = forms.HiddenInput

    def __init__(self, row, **kwargs):
        super().__init__(required=False, **kwargs)
        self.row = row

    def clean(self, value):
        if not value or self.row.pk is None:
            return None
        if str(self.row.pk) != str(value):
            raise ValidationError("This row is not on record.")
        return self.row

    def has_changed(self, initial, data):
        return False


class PagedFormSet(forms.BaseInlineFormSet):
    """`page` counts from 1; without one all rows are shown. What was sent is taken whole."""

    page = None
    is_nested = False

    def get_queryset(self):
        """The rows of the forms, in their order: also of one whose row is gone."""
        if self.is_bound and "forms" in vars(self):
            return [form.instance for form in self.initial_forms]
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            if self.is_bound:
                rows = rows.filter(pk__in=self.sent_keys())
            elif self.page:
                first = (self.page - 1) * ROWS_A_PAGE
                rows = rows[first : first + ROWS_A_PAGE]
            self._queryset = list(rows)
        return self._queryset

    def take(self, rows):
        """Use rows that are loaded already."""
        self._queryset = rows

    @cached_property
    def empty_form(self):
        """One row that new ones are copied from; Django makes another each time."""
        return super().empty_form

    @cached_property
    def rows_sent(self):
        """One more than the highest number of a row of which anything was sent."""
        start = f"{self.prefix}-"
        told = (
            name[len(start) :].partition("-")[0] for name in self.data if name.startswith(start)
        )
        numbers = (
            int(number) for number in told if number.isdecimal() and len(number) <= LONGEST_NUMBER
        )
        return max(numbers, default=-1) + 1

    def total_form_count(self):
        """A number of rows that were not sent costs nothing."""
        total = super().total_form_count()
        return min(total, self.rows_sent) if self.is_bound else total

    def initial_form_count(self):
        initial = super().initial_form_count()
        return min(initial, self.rows_sent) if self.is_bound else initial

    def sent_keys(self):
        count = min(self.initial_form_count(), self.total_form_count())
        keys = (self.data.get(f"{self.add_prefix(i)}-id", "") for i in range(count))
        return [int(key) for key in keys if is_key(key)]

    @cached_property
    def total_on_record(self):
        return self.queryset.count() if self.instance.pk else 0

    @property
    def pages(self):
        return -(-self.total_on_record // ROWS_A_PAGE) if self.page else 1

    @property
    def page_numbers(self):
        """Page numbers to choose from, with “…” for a gap."""
        return Paginator(range(self.total_on_record), ROWS_A_PAGE).get_elided_page_range(self.page)

    def _construct_form(self, i, **kwargs):
        if not self.is_bound or self.was_sent(i):
            form = super()._construct_form(i, **kwargs)
        else:
            form = super()._construct_form(i, **kwargs | {"data": None, "files": None})
            form.is_untouched, form.cleaned_data = True, {}
        form.formset = self
        if self.is_bound and i < self.initial_form_count():
            form.is_gone = form.instance.pk is None
        return form

    def was_sent(self, i):
        """Whether more than its key was sent of a row; removed new rows leave gaps."""
        names = [*self.form.base_fields, "DELETE"]
        if i >= self.initial_form_count():
            names.append("id")
        return any(f"{self.add_prefix(i)}-{name}" in self.data for name in names)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = self._pk_field.name
        if key in form.fields:
            form.fields[key] = KnownRowField(form.instance, initial=form.instance.pk)

    def next_order(self):
        """After all rows on record, and after those numbered before in this save."""
        if not hasattr(self, "last_order"):
            last = self.queryset.aggregate(last=Max("order"))["last"] if self.instance.pk else None
            self.last_order = 0 if last is None else last
        self.last_order += 1
        return self.last_order
