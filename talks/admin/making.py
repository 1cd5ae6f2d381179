"""Nouns made in place: a search box may name one that is not on record yet.

The box then holds `new:` and a JSON object of the noun's first fields. All of a form is saved
together: the noun is made in the transaction of the save, and is gone with it.
"""

import json
from itertools import count

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from talks.folding import fold
from talks.models import Issue, Official, OldId, Party, Place, Process, Source

NEW = "new:"
# What is asked of each, its name first.
FIRST_FIELDS = {
    Official: ["name"],
    Party: ["name", "kind", "iso"],
    Place: ["city", "country"],
    Issue: ["name", "question"],
    Process: ["name"],
    Source: ["title", "publisher", "author", "kind", "language", "published", "url"],
}
SLUG_LENGTH = 80


class Making:
    """The nouns that a request makes: the same one named twice is made once."""

    def __init__(self, request):
        self.request, self.made, self.offered = request, {}, set()

    def make(self, model, text):
        """The row for `new:{…}`; raises ValidationError with what is wrong with it."""
        values = values_of(text)
        if values is None or not self.may_make(model):
            raise ValidationError("Choose one of the list.")
        known = model, json.dumps(values, sort_keys=True)
        if known not in self.made:
            self.made[known] = self.saved(self.form(model, values))
        return self.made[known]

    def form(self, model, values=None):
        """The form of a noun's first fields, empty without `values`."""
        form = self.entry_of(model).get_form(self.request, fields=list(FIRST_FIELDS[model]))
        form = form(values, auto_id=f"id_new_{model._meta.model_name}_%s")
        # What was refused is the save that this noun was part of.
        form.refused = ()
        return form

    def forms(self):
        """Pairs of model and empty form, for each noun that a search box offers to make."""
        return [(model, self.form(model)) for model in FIRST_FIELDS if model in self.offered]

    def may_make(self, model):
        return model in FIRST_FIELDS and self.entry_of(model).has_add_permission(self.request)

    def entry_of(self, model):
        return admin.site.get_model_admin(model)

    def saved(self, form):
        model = form._meta.model
        named = form.data.get(FIRST_FIELDS[model][0], "")
        form.instance.slug = free_id(model, named) if isinstance(named, str) else ""
        if not form.is_valid():
            noun = model._meta.verbose_name
            raise ValidationError([f"New {noun}: {reason}" for reason in reasons(form)])
        row = form.save()
        self.entry_of(model).log_addition(self.request, row, "Made in place.")
        return row


def reasons(form):
    for name, errors in form.errors.items():
        label = f"{form[name].label}: " if name in form.fields else ""
        for error in errors:
            yield f"{label}{error}"


def values_of(text):
    """The object that `new:{…}` holds; None when there is none."""
    try:
        values = json.loads(text.removeprefix(NEW))
    except (ValueError, RecursionError):
        return None
    is_flat = isinstance(values, dict) and all(isinstance(v, str) for v in values.values())
    return values if is_flat else None


def name_of(text):
    """The name that `new:{…}` gives; an empty string without one."""
    values = values_of(text) or {}
    names = [values.get(fields[0]) for fields in FIRST_FIELDS.values()]
    return next(filter(None, names), "")


def free_id(model, name):
    """An id of the name's letters that was never given to another."""
    stem = slugify(fold(name))[:SLUG_LENGTH].strip("-") or model._meta.model_name
    noun = model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.update(
        OldId.objects.filter(noun=noun, slug__startswith=stem).values_list("slug", flat=True)
    )
    ids = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(slug for slug in ids if slug not in taken)
