"""What every admin of the record has in common: its fields, its choices, its rows."""

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.db import router
from django.urls import reverse

from talks.folding import fold
from talks.models.fields import EDTFField, ProseField, validate_edtf
from talks.work_queue import entries_of

from .exporting import ExportAdmin
from .forms import LinesField, NounForm, ProseFormField, RecordForm, RecordFormSet
from .history import HistoryAdmin
from .lists import KeysFirst
from .merging import MergingAdmin
from .nesting import NestingAdmin, NestingInline
from .picks import PickField, Picks, PickSelect
from .proposing import ProposingAdmin
from .queue import QueueFilter
from .refusals import RefusingAdmin
from .rights import may_take_away, refuse_moving, taken_from_published
from .written_dates import WrittenDateField

NAMES_SHOWN = 20
# Officials whose post of the day is shown once they are picked.
POSTS_ASKED = {"speaker", "official"}
LONG_TEXTS = {"summary", "outcome", "text", "original_text"}
DATES = (
    "Write a date as in 10 January 2022, Jan 2022, about 1980, 10–13 January 2022 or between 10 "
    "and 12 January 2022; or as it is kept: 2022-01-10, with X for unknown digits and ~ for "
    "about, ? for uncertain, % for both."
)


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
        if db_field.name not in self.get_autocomplete_fields(request):
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs.setdefault("widget", PickSelect(db_field, self.admin_site))
        field = super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"form_class": PickField}
        )
        field.picks = field.widget.picks = picks = Picks.of(request)
        model = field.queryset.model
        if picks.making.may_make(model):
            picks.making.offered.add(model)
            field.widget.attrs |= {"data-makes": model._meta.model_name, "data-tags": "true"}
        if db_field.name in POSTS_ASKED:
            field.widget.attrs["data-posts"] = reverse("post_on_day")
        return field

    def get_fieldsets(self, request, obj=None):
        """With what was seen of the row, for those who may change it."""
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        for _, options in fieldsets:
            options["fields"] = [name for name in options["fields"] if name != "seen"]
        if self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("seen")
        return fieldsets

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and may_take_away(request, self.model, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(self, EntryInline):
            self.fit_into_row(db_field, formfield)
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


class PlainAdmin(EntryOptions, NestingAdmin, ProposingAdmin, RefusingAdmin):
    """Newest entries first: the model's own order would sort whole tables by their meetings."""

    ordering = ["-pk"]
    list_per_page = 50
    change_form_template = "admin/entry_form.html"
    show_full_result_count = False
    # To count every choice of every filter reads the whole table again and again.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        return KeysFirst

    def get_list_filter(self, request):
        chosen = super().get_list_filter(request)
        return [QueueFilter, *chosen] if entries_of(self.model) else chosen

    def render_change_form(self, request, context, *args, **kwargs):
        """With the first fields of what may be made in place."""
        new = [
            {"noun": model._meta.model_name, "name": model._meta.verbose_name, "form": form}
            for model, form in Picks.of(request).making.forms()
        ]
        return super().render_change_form(request, context | {"new_nouns": new}, *args, **kwargs)

    class Media:
        js = ["entry/leaving.js", "entry/keeping.js", "entry/making.js", "entry/posts.js"]
        css = {"all": ["entry/entry.css"]}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_words(search_term))

    def save_model(self, request, obj, form, change):
        refuse_moving(request, obj)
        super().save_model(request, obj, form, change)

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
        refused |= taken_from_published(request, rows)
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


class NounAdmin(MergingAdmin, ExportAdmin, EntryAdmin):
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
                "and neither is ever given to something else. Left empty, it is made for you."
            )
        return form


class LinkAdmin(EntryAdmin):
    """Rows that tie two things together, entered with the first: searched, not on the front page.

    `parent` names the foreign key to what they are entered with.
    """

    list_select_related = True

    def has_module_permission(self, request):
        return False


class EntryInline(EntryOptions, NestingInline, admin.TabularInline):
    """`shown` names what a row's text reads, loaded with the rows."""

    extra = 0
    formset = RecordFormSet
    template = "admin/rows/tabular.html"
    shown = ()

    def fit_into_row(self, db_field, formfield):
        """A row is numbered when staff do not; of a box's buttons it has the one to change."""
        if db_field.name == "order":
            formfield.required, formfield.initial = False, None
        if isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            widget = formfield.widget
            widget.can_add_related = widget.can_delete_related = widget.can_view_related = False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.shown) if self.shown else rows


class EntryStack(EntryInline):
    """Rows with many fields: each in lines of its own."""

    template = "admin/rows/stacked.html"
