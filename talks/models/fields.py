"""Model fields of our own: EDTF dates with their bounds, folded text, sort keys.

A derived field is computed from other fields of its row whenever the row is written: by `save()`,
by `bulk_create()` and by the record's bulk writer through `pre_save`, and after `update()` and
`bulk_update()` by `DerivingQuerySet`. Nobody sets one by hand.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models, transaction
from django.utils.timezone import zoneinfo
from django_countries import countries

from talks import dates
from talks.folding import fold, needs_folding

NAME_LENGTH = 500
TEXT_LENGTH = 1_000_000
SLUG = RegexValidator(r"^[a-z0-9-]+\Z", "An id has only the letters a-z, digits and hyphens.")
HTTP_URL = RegexValidator(
    r"(?i)^https?://[^\s/?#]+\S*\Z", "An address begins with http:// or https:// and has no spaces."
)


def validate_edtf(value):
    try:
        dates.parse(value)
    except ValueError as error:
        raise ValidationError(f"{error}.") from None


def validate_country(value):
    if value not in countries.countries:
        raise ValidationError(f'"{value}" is not an ISO 3166-1 code.')


def validate_timezone(value):
    if value not in zoneinfo.available_timezones():
        raise ValidationError(f'"{value}" is not a known time zone.')


def validate_not_blank(value):
    if not any(c.isprintable() and not c.isspace() for c in value):
        raise ValidationError("This may not be blank.")


class NameField(models.CharField):
    """A title or a name: one line of at most 500 characters."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", NAME_LENGTH)
        if not kwargs.get("blank"):
            kwargs.setdefault("validators", [validate_not_blank])
        super().__init__(*args, **kwargs)


class ProseField(models.TextField):
    """A text of at most 1,000,000 characters, stored as it is."""

    default_validators = [MaxLengthValidator(TEXT_LENGTH)]


class DerivedMixin:
    """A field computed from its row by `compute(instance)`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, instance, add):
        value = self.compute(instance)
        setattr(instance, self.attname, value)
        return value


class BoundField(DerivedMixin, models.DateField):
    """The first or last day an EDTF field of the same row may mean; NULL when open or absent."""

    def __init__(self, source=None, bound=None, **kwargs):
        self.source, self.bound = source, bound
        super().__init__(null=True, blank=True, **kwargs)

    def compute(self, instance):
        text = getattr(instance, self.source)
        return getattr(dates.parse(text), self.bound) if text else None

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null"), kwargs.pop("blank")
        return name, path, args, kwargs | {"source": self.source, "bound": self.bound}


class EDTFField(models.CharField):
    """An EDTF date string; `<name>_earliest` and `<name>_latest` are added beside it."""

    default_validators = [validate_edtf]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 30, "blank": True, "default": ""} | kwargs)

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        # Migrations list the bounds themselves; history keeps no derived field.
        if cls.__module__ == "__fake__" or hasattr(cls, "pgh_tracked_model"):
            return
        for bound in ("earliest", "latest"):
            cls.add_to_class(f"{name}_{bound}", BoundField(source=name, bound=bound))


class FoldedField(DerivedMixin, models.TextField):
    """The fold of several fields of its row, for search.

    A `sparse` one stays empty where the text has only ASCII letters: the text itself is searched
    then, and a long transcript is not stored twice.
    """

    def __init__(self, sources=(), sparse=False, **kwargs):
        self.sources, self.sparse = tuple(sources), sparse
        super().__init__(blank=True, default="", **kwargs)

    def compute(self, instance):
        values = (getattr(instance, source) for source in self.sources)
        text = "\n".join(v if isinstance(v, str) else "\n".join(v) for v in values if v)
        return "" if self.sparse and not needs_folding(text) else fold(text)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None), kwargs.pop("default", None)
        return name, path, args, kwargs | {"sources": self.sources, "sparse": self.sparse}


class SortKeyField(DerivedMixin, models.CharField):
    """The fold of the first of several fields that is not empty, to sort names by."""

    def __init__(self, sources=(), **kwargs):
        self.sources = tuple(sources)
        super().__init__(max_length=100, default="", **kwargs)

    def compute(self, instance):
        text = next(filter(None, (getattr(instance, source) for source in self.sources)), "")
        return fold(text)[: self.max_length]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None), kwargs.pop("default", None)
        return name, path, args, kwargs | {"sources": self.sources}


class DerivingModel(models.Model):
    """A model whose `save()` keeps derived fields true, whatever was loaded and is written."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None:
            derived = derived_from(type(self), update_fields)
            update_fields = {*update_fields, *(field.name for field in derived)}
        else:
            # Django leaves a deferred field out of the write: load it where its sources are loaded.
            loaded = set(self.__dict__)
            stale = [f for f in derived_from(type(self), loaded) if f.attname not in loaded]
            compute_derived(stale, [self])
        super().save(*args, update_fields=update_fields, **kwargs)


class DerivingQuerySet(models.QuerySet):
    """Keeps derived fields true through `update()` and `bulk_update()` too."""

    def update(self, **values):
        derived = derived_from(self.model, values)
        if not derived:
            return super().update(**values)
        rows = self.model._base_manager.using(self.db)
        rows = rows.filter(pk__in=list(self.values_list("pk", flat=True)))
        with transaction.atomic(using=self.db):
            count = rows.update(**values)
            changed = compute_derived(derived, list(rows))
            rows.bulk_update(changed, [field.name for field in derived], batch_size=500)
        return count

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        objs, derived = list(objs), derived_from(self.model, fields)
        compute_derived(derived, objs)
        names = dict.fromkeys([*fields, *(field.name for field in derived)])
        return super().bulk_update(objs, list(names), batch_size)

    bulk_update.alters_data = True


def derived_from(model, names):
    """The derived fields of a model that depend on a named field and are not named themselves."""
    names = set(names)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, DerivedMixin) and field.name not in names
        if names & set(getattr(field, "sources", None) or [field.source])
    ]


def compute_derived(fields, rows):
    for row in rows:
        for field in fields:
            field.pre_save(row, add=False)
    return rows
