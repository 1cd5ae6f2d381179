"""The fields of the filters: words, ids of nouns, choices, countries, days, yes and no.

Each says in a sentence for readers what it could not understand.
"""

import re
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django_countries import countries

from talks import dates
from talks.folding import fold
from talks.models import OldId, Party

LEFT_OUT = "the filter was left out"
MAX_VALUES = 5
MAX_LENGTH = 200
MAX_CHOICES = 8


def quoted(raw):
    """A reader's own words, cut short and without characters that no page can show."""
    shown = "".join(c for c in raw if c.isprintable())
    return f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"


@dataclass
class Miss:
    """A value that names no row, or several."""

    raw: str
    text: str
    rows: list = field(default_factory=list)


@dataclass
class Chosen:
    """The rows that a filter's values name, as pairs of the value and the row."""

    pairs: list = field(default_factory=list)
    misses: list = field(default_factory=list)

    @property
    def rows(self):
        return [row for _, row in self.pairs]

    def add(self, raw, row_or_miss):
        if isinstance(row_or_miss, Miss):
            self.misses.append(row_or_miss)
        elif row_or_miss not in self.rows:
            self.pairs.append((raw, row_or_miss))


class ValuesInput(forms.TextInput):
    """An input for each value, and one more."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def render(self, name, value, attrs=None, renderer=None):
        values = list(dict.fromkeys(filter(str.strip, value or [])))[:MAX_VALUES]
        first, *others = [*values, ""]
        plain = {key: of for key, of in (attrs or {}).items() if key != "id"}
        label = {"aria-label": f"And another {name}"}
        render = super().render
        inputs = [render(name, first, attrs, renderer)]
        inputs += [render(name, other, plain | label, renderer) for other in others]
        return mark_safe("".join(inputs))  # noqa: S308 - each part was escaped by the renderer


class NounField(forms.Field):
    """Ids, or names that only one public row has. Cleans to `Chosen`; never fails as a whole."""

    def __init__(self, model, **kwargs):
        super().__init__(widget=ValuesInput({"placeholder": "name or id"}), **kwargs)
        self.model, self.noun = model, model._meta.verbose_name

    def clean(self, values):
        """One query when all values are ids of likely rows, else two; a name costs two more."""
        chosen = Chosen()
        asked = list(dict.fromkeys(value.strip() for value in values or [] if value.strip()))
        known = self.by_id(asked[:MAX_VALUES])
        for raw in asked[:MAX_VALUES]:
            chosen.add(raw, known.get(raw) or self.find(raw))
        for raw in asked[MAX_VALUES:]:
            chosen.misses.append(Miss(raw, f"Only {MAX_VALUES} are taken: {quoted(raw)} was not."))
        return chosen

    def by_id(self, asked):
        """The public rows whose ids are among the values, by id.

        Which parties are public is a long question: it is asked only of those that sat nowhere.
        """
        rows, known = self.model.objects, {}
        for public in [rows.seated, rows.public] if self.model is Party else [rows.public]:
            if ids := [raw for raw in asked if raw not in known and self.is_readable(raw)]:
                known |= {row.slug: row for row in public().filter(slug__in=ids)}
        return known

    def find(self, raw):
        """The public row that an old id or a name means, or a `Miss`."""
        unknown = f"We do not know {article(self.noun)} {quoted(raw)}; {LEFT_OUT}."
        if not self.is_readable(raw):
            return Miss(raw, unknown)
        return self.by_old_id(raw) or self.by_name(raw) or Miss(raw, unknown)

    def is_readable(self, raw):
        return len(raw) <= MAX_LENGTH and raw.isprintable() and fold(raw)

    def by_old_id(self, raw):
        old = OldId.objects.filter(noun=self.model._meta.model_name, slug=raw)
        targets = old.exclude(target=None).values("target")
        return self.model.objects.public().filter(pk__in=targets).first()

    def by_name(self, raw):
        rows = list(self.model.objects.public().naming(raw)[: MAX_CHOICES + 1])
        exact = [row for row in rows if fold(str(row)) == fold(raw)]
        found = exact if len(exact) == 1 else rows
        if len(found) < 2:
            return found[0] if found else None
        text = f"{quoted(raw)} may be more than one {self.noun}; {LEFT_OUT}."
        return Miss(raw, text, found[:MAX_CHOICES])


def article(noun):
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


class DayField(forms.CharField):
    """A date as the record writes it: of a year or a month, its first or its last day counts."""

    def __init__(self, bound, **kwargs):
        super().__init__(
            max_length=30, widget=forms.TextInput({"placeholder": "2022-01-10 or 2022"}), **kwargs
        )
        self.bound = bound

    def clean(self, value):
        unread = f"We cannot read {quoted(value or '')} as a date such as 2022-01-10; {LEFT_OUT}."
        try:
            text = super().clean(value)
            day = getattr(dates.parse(text), self.bound) if text else None
        except (ValidationError, ValueError):
            raise ValidationError(unread) from None
        if text and day is None:
            raise ValidationError(unread)
        return (text, day) if text else None


class YearField(forms.CharField):
    """A year of our era in digits, as a number."""

    def __init__(self, **kwargs):
        widget = forms.TextInput({"placeholder": "2022", "inputmode": "numeric"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value):
        text = (value or "").strip()
        if not text:
            return None
        year = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
        if not year:
            raise ValidationError(f"We cannot read {quoted(text)} as a year; {LEFT_OUT}.")
        return year


class WordsField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=500, widget=forms.TextInput({"type": "search"}), **kwargs)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            text = f"We cannot look for {quoted(value or '')}: at most 500 plain characters."
            raise ValidationError(text) from None


class OneOfField(forms.ChoiceField):
    def __init__(self, noun, choices, empty="any", **kwargs):
        super().__init__(choices=[("", empty), *choices], **kwargs)
        self.noun = noun

    def to_python(self, value):
        return super().to_python(value).strip()

    def validate(self, value):
        if not self.valid_value(value):
            known = f"We do not know {article(self.noun)} {quoted(value)}; {LEFT_OUT}."
            raise ValidationError(known)


class YesNoField(OneOfField):
    SAME = {"yes": "true", "1": "true", "no": "false", "0": "false"}

    def to_python(self, value):
        value = super().to_python(value).lower()
        return self.SAME.get(value, value)


class OrderField(OneOfField):
    """The first choice is the order that holds when nothing is asked."""

    def __init__(self, noun, choices, **kwargs):
        (self.usual, words), *others = choices
        super().__init__(noun, others, empty=words, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return "" if value == self.usual else value


class CountryField(forms.CharField):
    """An ISO 3166-1 code, or the name of the country."""

    widget = forms.TextInput({"placeholder": "name or code"})

    def clean(self, value):
        text = (value or "").strip()
        code = text.upper() if text.upper() in countries.countries else None
        code = code or (len(text) <= MAX_LENGTH and by_country_name(text))
        if text and not code:
            raise ValidationError(f"We do not know a country {quoted(text)}; {LEFT_OUT}.")
        return code or ""


def by_country_name(text):
    return text and next((code for code, name in countries if fold(name) == fold(text)), None)
