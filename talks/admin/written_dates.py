"""Fields for dates: staff write them as they say them, and see what was understood."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.html import format_html

from talks import dates
from talks.written_dates import Span, read

ENDS_TWICE = "The last day stands here and beside the first: leave one of the two."


class Days(str):
    """The EDTF string of a `span`, which a row with a last day of its own keeps in two fields."""

    span = None


class WrittenDateInput(AdminTextInputWidget):
    class Media:
        js = ["entry/dates.js"]
        css = {"all": ["entry/entry.css"]}

    def render(self, name, value, attrs=None, renderer=None):
        attrs = (attrs or {}) | {"data-understood": reverse_lazy("understood_date")}
        written = super().render(name, value, attrs, renderer)
        words, _ = understood(value or "")
        return format_html('{}<output class="understood">{}</output>', written, words)


class WrittenDateField(forms.CharField):
    """Cleans to an EDTF string, `Days` when several days were written."""

    widget = WrittenDateInput

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return text
        try:
            found = read(text)
        except ValueError as error:
            raise ValidationError(f"{error}.") from None
        days = Days(found)
        days.span = found if isinstance(found, Span) else None
        return days

    def widget_attrs(self, widget):
        """Words are longer than what is kept of them."""
        return super().widget_attrs(widget) | {"maxlength": None}


def part_days(form):
    """Several days that were written as the first one: the last of them goes to its own field."""
    values = form.cleaned_data
    span = getattr(values.get("starts"), "span", None)
    if span is None or "ends" not in values:
        return
    if values["ends"] and values["ends"] != span.ends:
        form.add_error("ends", ENDS_TWICE)
    else:
        values["starts"], values["ends"] = span.starts, span.ends


def understood_date(request):
    """What is understood of `text`: `words`, or the `error`."""
    words, error = understood(request.GET.get("text", ""))
    return JsonResponse({"words": words, "error": error})


def understood(text):
    """In words what a text says, and else why not: one of the two is empty, for "" both."""
    if not text.strip():
        return "", ""
    try:
        found = read(text)
    except ValueError as error:
        return "", f"{error}."
    if isinstance(found, Span):
        return dates.span_in_words(found.starts, found.ends), ""
    return dates.in_words(found), ""
