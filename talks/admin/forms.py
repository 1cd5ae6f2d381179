"""Form fields and forms of the admin: they say in words what the database would refuse."""

from itertools import count

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from talks.models import OldId
from talks.models.fields import DerivedMixin, compute_derived

from . import constraints
from .conflicts import GONE, ConflictMixin, SeenField
from .making import FIRST_FIELDS, free_id
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

    `nested` are pairs of formset and inline for the rows below a row. A row that was not sent
    `is_untouched`: it stands in the form as it is on record, and is not written.
    """

    seen = SeenField()
    refused = ()
    # Messages of rules that rows of the same save decide: judged when all of them are known.
    judged_later = ()
    nested = ()
    is_folded = False
    is_untouched = False
    is_gone = False

    @property
    def media(self):
        """The same for all rows of a kind, which are many."""
        kind = type(self)
        if "kept_media" not in vars(kind):
            kind.kept_media = super().media
        return kind.kept_media

    def is_valid(self):
        return self.is_untouched or super().is_valid()

    def has_changed(self):
        """A new row has changed when a row below it has: else that one would have no parent."""
        if self.is_untouched:
            return False
        if super().has_changed():
            return True
        return self.instance.pk is None and any(
            form.has_changed() for rows, _ in self.nested for form in rows.forms
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
        if self.instance.pk and not self.has_changed():
            return
        before = vars(self.instance).copy()
        with constraints.unasked(self.instance):
            super()._post_clean()
        if not self.has_changed():
            return
        try:
            if self.errors:
                self.instance.validate_constraints(self._get_validation_exclusions())
            else:
                self.ask_constraints(before)
        except ValidationError as error:
            self._update_errors(error)

    def ask_constraints(self, before):
        """Also those on fields that the form does not show, the bounds of dates and the parent of
        an inline among them, which Django leaves out: the database would answer with an error page.
        """
        fields = self.instance._meta.concrete_fields
        compute_derived([f for f in fields if isinstance(f, DerivedMixin)], [self.instance])
        constraints.ask(self.instance, constraints.changed_since(self.instance, before))

    def _update_errors(self, errors):
        kept = {
            field: [error for error in found if error.message not in self.judged_later]
            for field, found in errors.update_error_dict({}).items()
        }
        super()._update_errors(ValidationError({f: found for f, found in kept.items() if found}))


class NumberedForm(RecordForm):
    """A row with an id of its own within its meeting, given in order where staff write none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self):
        return self.cleaned_data["slug"] or self.formset.next_slug()


class NounForm(RecordForm):
    """An id left empty is made of the first fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk is None:
            self.fields["slug"].required = False

    def clean(self):
        super().clean()
        if self.cleaned_data.get("slug") == "" and not self.errors:
            words = " ".join(self.cleaned_data[name] for name in self.named_by)
            self.cleaned_data["slug"] = free_id(self._meta.model, words)

    @property
    def named_by(self):
        """The fields that an id is made of."""
        return FIRST_FIELDS[self._meta.model][:1]

    def clean_slug(self):
        slug, noun = self.cleaned_data["slug"], self._meta.model._meta
        given = OldId.objects.filter(noun=noun.model_name, slug=slug).first()
        if given and (given.target is None or given.target != self.instance.pk):
            raise ValidationError(f"This id was given to another {noun.verbose_name} before.")
        return slug


class MeetingForm(NounForm):
    named_by = ["starts", "title"]


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


class NumberedFormSet(RecordFormSet):
    """Rows whose ids are a letter and a number: s1, s2, …"""

    letter = "s"

    @cached_property
    def on_record(self):
        rows = self.queryset.order_by() if self.instance.pk else self.queryset.none()
        return set(rows.values_list("slug", flat=True))

    @cached_property
    def taken(self):
        prefixes = map(self.add_prefix, range(self.total_form_count()))
        return self.on_record | {self.data.get(f"{prefix}-slug") for prefix in prefixes}

    def next_slug(self):
        slugs = (f"{self.letter}{n}" for n in count(len(self.on_record) + 1))
        slug = next(slug for slug in slugs if slug not in self.taken)
        self.taken.add(slug)
        return slug
