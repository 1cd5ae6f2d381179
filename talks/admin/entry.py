"""What every admin of the record has in common: its fields, its choices, its rows."""

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.db import router

from talks.folding import fold
from talks.models import Meeting
from talks.models.fields import EDTFField, ProseField, validate_edtf
from talks.models.nouns import Noun
from talks.work_queue import entries_of

from .forms import LinesField, NounForm, ProseFormField, RecordForm, RecordFormSet
from .history import HistoryAdmin
from .lists import KeysFirst
from .merging import MergingAdmin
from .queue import QueueFilter
from .refusals import RefusingAdmin
from .written_dates import WrittenDateField

NAMES_SHOWN = 20
KEY_DIGITS = 18
LONG_TEXTS = {"summary", "outcome", "text", "original_text"}
DATES = (
    "Write a date as in 10 January 2022, Jan 2022, about 1980, 10–13 January 2022 or between 10 "
    "and 12 January 2022; or as it is kept: 2022-01-10, with X for unknown digits and ~ for "
    "about, ? for uncertain, % for both."
)


class PickView(AutocompleteJsonView):
    """Choices for a foreign key, each with what tells it from its namesakes."""

    def get_queryset(self):
        rows, shown = super().get_queryset(), self.model_admin.list_select_related
        return rows.select_related(*shown) if isinstance(shown, list) else rows

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": pick_label(obj)}


class PickSelect(AutocompleteSelect):
    """A search box that shows what was chosen; Django's own fails on what is no key at all."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(str(key))], attr)


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS


def pick_label(obj):
    if isinstance(obj, Meeting):
        return f"{obj} ({obj.when}, {obj.slug})"
    return f"{obj} ({obj.slug})" if isinstance(obj, Noun) else str(obj)


class EntryOptions:
    """For admins and inlines alike: every foreign key is a search box, every list has lines."""

    form = RecordForm
    formfield_overrides = {
        ArrayField: {"form_class": LinesField, "delimiter": "\n", "widget": AdminTextareaWidget},
        EDTFField: {"form_class": WrittenDateField},
        ProseField: {"form_class": ProseFormField, "widget": AdminTextareaWidget},
    }

    def get_autocomplete_fields(self, request):
        return [field.name for field in self.opts.concrete_fields if field.many_to_one]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, ProseField | ArrayField) and db_field.name not in LONG_TEXTS:
            formfield.widget.attrs["rows"] = 2
        if isinstance(db_field, ArrayField):
            if validate_edtf in db_field.base_field.validators:
                formfield.base_field = WrittenDateField(required=False)
            else:
                # Else the model's validators speak, and Django drops what they say.
                formfield.base_field.validators += db_field.base_field.validators
        elif isinstance(db_field, EDTFField):
            formfield.widget.attrs["size"] = 12
        return formfield


class PlainAdmin(EntryOptions, RefusingAdmin):
    """Newest entries first: the model's own order would sort whole tables by their meetings."""

    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    # To count every choice of every filter reads the whole table again and again.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        return KeysFirst

    def get_list_filter(self, request):
        chosen = super().get_list_filter(request)
        return [QueueFilter, *chosen] if entries_of(self.model) else chosen

    class Media:
        js = ["entry/leaving.js", "entry/keeping.js"]
        css = {"all": ["entry/entry.css"]}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_words(search_term))

    def get_deleted_objects(self, objs, request):
        """Counts, and the first few names: a name may cost a query, and there may be thousands."""
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        rows = collector.model_objs
        counts = {model._meta.verbose_name_plural: len(found) for model, found in rows.items()}
        refused = {
            model._meta.verbose_name
            for model in rows
            if not self.admin_site.get_model_admin(model).has_delete_permission(request)
        }
        return first_names(objs), counts, refused, first_names(collector.protected)


class EntryAdmin(HistoryAdmin, PlainAdmin):
    """For what the database keeps the history of."""


def first_names(rows):
    rows = list(rows)
    names = [f"{row._meta.verbose_name}: {row}" for row in rows[:NAMES_SHOWN]]
    more = len(rows) - NAMES_SHOWN
    return [*names, f"and {more} more"] if more > 0 else names


def search_words(text):
    """Words as the record's folded fields hold them. PostgreSQL has no NUL."""
    return fold(text.replace("\0", ""))


class NounAdmin(MergingAdmin, EntryAdmin):
    """A noun is found by its folded names, in any script and any order of the words."""

    form = NounForm
    ordering = None
    search_fields = ["folded"]
    search_help_text = "Every word, in any order; Cyrillic and accents are folded."

    def get_search_results(self, request, queryset, search_term):
        words = search_words(search_term)
        return (queryset.naming(words) if words else queryset), False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if slug := form.base_fields.get("slug"):
            slug.help_text = (
                "Part of the address, for ever: when you change it, the old id keeps leading here, "
                "and neither is ever given to something else."
            )
        return form


class LinkAdmin(EntryAdmin):
    """Rows that tie two things together, entered with the first: searched, not on the front page.

    `parent` names the foreign key to what they are entered with.
    """

    list_select_related = True

    def has_module_permission(self, request):
        return False


class EntryInline(EntryOptions, admin.TabularInline):
    """`shown` names what a row's text reads, loaded with the rows."""

    extra = 0
    formset = RecordFormSet
    shown = ()

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.shown) if self.shown else rows
