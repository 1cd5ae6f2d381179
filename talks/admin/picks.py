"""Search boxes for foreign keys, and what a request knows of the rows that they name.

Django asks the database for each box on its own, when it is shown and again when it is checked: a
meeting's form has hundreds. Here a request asks once for each row, and not for what it has loaded.
"""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from talks.models import Meeting
from talks.models.nouns import Noun

from .making import NEW, Making, name_of

KEY_DIGITS = 18
# The largest bigint of PostgreSQL.
LARGEST_KEY = 2**63 - 1
MOST_CHOICES = 400
EMPTY = "Type to search"


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS


def pick_label(obj):
    if isinstance(obj, Meeting):
        return f"{obj} ({obj.when}, {obj.slug})"
    return f"{obj} ({obj.slug})" if isinstance(obj, Noun) else str(obj)


class FirstChoices(Paginator):
    """Counts no further than anybody scrolls: common words are found in whole tables."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:MOST_CHOICES].count()


class PickView(AutocompleteJsonView):
    """Choices for a foreign key, each with what tells it from its namesakes."""

    def get_paginator(self, *args, **kwargs):
        return FirstChoices(*args, **kwargs)

    def get_queryset(self):
        rows, shown = super().get_queryset(), self.model_admin.list_select_related
        return rows.select_related(*shown) if isinstance(shown, list) else rows

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": pick_label(obj)}


class Picks:
    """The rows that a request's search boxes name, by model and key, and those it makes."""

    def __init__(self, request=None):
        self.known = {}
        self.making = Making(request)

    @classmethod
    def of(cls, request):
        if not hasattr(request, "picks"):
            request.picks = cls(request)
        return request.picks

    def learn(self, rows):
        """Take in what is loaded with some rows."""
        for row in rows:
            for related in row._state.fields_cache.values():
                if related is not None:
                    self.known[type(related), related.pk] = related

    def forget_made(self):
        """After a rollback: what was made is not on record."""
        self.making = Making(self.making.request)
        self.known = {}

    def find(self, rows, key):
        """The row of a queryset that a key names; None without one."""
        if not is_key(key):
            return None
        key = int(key)
        if (rows.model, key) not in self.known:
            self.known[rows.model, key] = rows.filter(pk=key).first()
        return self.known[rows.model, key]


class PickField(forms.ModelChoiceField):
    """Cleans to a row on record, or to one that is made now of what was written."""

    picks = None

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = str(getattr(value, "pk", value))
        if text.startswith(NEW):
            return self.picks.making.make(self.queryset.model, text)
        found = self.picks.find(self.queryset, text)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return found


class PickSelect(AutocompleteSelect):
    """Shows what was chosen; Django's own fails on what is no key at all."""

    picks = None

    def build_attrs(self, base_attrs, extra_attrs=None):
        # What an empty box says is also its name to who cannot see it.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": EMPTY}

    def optgroups(self, name, value, attr=None):
        # An empty one first, in any case: a browser chooses the first, and that is what is typed.
        options = [self.create_option(name, "", "", False, 0)]
        for key in map(str, value):
            if label := self.label(key):
                options.append(self.create_option(name, key, label, True, len(options)))
        return [(None, options, 0)]

    def label(self, key):
        if key.startswith(NEW):
            return name_of(key)
        found = self.picks.find(self.choices.queryset, key)
        return found and self.choices.field.label_from_instance(found)
