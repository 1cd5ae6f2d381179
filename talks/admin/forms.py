"""Form fields and forms of the admin: they say in words what the database would refuse."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError

from talks.models import OldId
from talks.models.fields import DerivedMixin, compute_derived

from .conflicts import GONE, ConflictMixin, SeenField
from .rows import PagedFormSet
from .written_dates import part_days


class LinesField(SimpleArrayField):
    """A list, one item a line: names hold commas. Empty lines are left out."""

    def to_python(self, value):
        return [item for item in super().to_python(value) if item]


class ProseFormField(forms.CharField):
    """A text kept as it is: browsers send CRLF, and what staff did not touch must not change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"strip": False})

    def to_python(self, value):
        text = plain_line_ends(super().to_python(value))
        return text if text.strip() else ""

    def has_changed(self, initial, data):
        return plain_line_ends(initial or "") != plain_line_ends(data or "")


def plain_line_ends(text):
    return text.replace("\r\n", "\n")


class RecordForm(ConflictMixin, forms.ModelForm):
    """A form that holds its row against every constraint, those on derived fields too.

    `nested_formsets` are the rows below a row. A row that was not sent `is_untouched`: it stands in
    the form as it is on record, and is not written.
    """

    seen = SeenField()
    refused = ()
    # Messages of rules that rows of the same save decide: judged when all of them are known.
    judged_later = ()
    nested_formsets = ()
    is_untouched = False
    is_gone = False

    def is_valid(self):
        return self.is_untouched or super().is_valid()

    def has_changed(self):
        """A new row has changed when a row below it has: else that one would have no parent."""
        if self.is_untouched:
            return False
        if super().has_changed():
            return True
        return self.instance.pk is None and any(
            form.has_changed() for rows in self.nested_formsets for form in rows.forms
        )

    def clean(self):
        super().clean()
        if self.is_gone:
            raise ValidationError(GONE)
        part_days(self)
        for name in self.fields.keys() - self.changed_data:
            if isinstance(self.fields[name], ProseFormField) and name in self.initial:
                self.cleaned_data[name] = self.initial[name]
        self.refuse_conflicts()
        for reason in self.refused:
            self.add_error(None, reason)

    def clean_order(self):
        """A new row without a number comes after the others."""
        order = self.cleaned_data["order"]
        return self.formset.next_order() if order is None else order

    def _post_clean(self):
        super()._post_clean()
        if self.errors or not self.has_changed():
            return
        # Django leaves out constraints on fields that the form does not show, the bounds of dates
        # and the parent of an inline among them: the database would answer with an error page.
        fields = self.instance._meta.concrete_fields
        compute_derived([f for f in fields if isinstance(f, DerivedMixin)], [self.instance])
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)

    def _update_errors(self, errors):
        kept = {
            field: [error for error in found if error.message not in self.judged_later]
            for field, found in errors.update_error_dict({}).items()
        }
        super()._update_errors(ValidationError({f: found for f, found in kept.items() if found}))


class NounForm(RecordForm):
    def clean_slug(self):
        slug, noun = self.cleaned_data["slug"], self._meta.model._meta
        given = OldId.objects.filter(noun=noun.model_name, slug=slug).first()
        if given and (given.target is None or given.target != self.instance.pk):
            raise ValidationError(f"This id was given to another {noun.verbose_name} before.")
        return slug


class RecordFormSet(PagedFormSet):
    """Rows of an inline that are not about to be deleted, and a `clean` on all of them."""

    def clean(self):
        super().clean()
        if not any(self.errors):
            self.clean_rows(self.rows())

    def rows(self):
        return [
            form.instance
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]

    def clean_rows(self, rows):
        """Raise a ValidationError if the rows cannot stand together."""
