"""The kinds of filters: each narrows rows by a value, and describes that value in words.

How a value is read from the query string is in fields.py; what may be asked of which list is
in __init__.py.
"""

from django_countries import countries
from django_filters import Filter

from talks import dates
from talks.filters.fields import (
    CountryField,
    DayField,
    NounField,
    OneOfField,
    OrderField,
    WordsField,
    YearField,
    YesNoField,
)
from talks.filters.words import day_asked, in_marks


class NarrowingFilter(Filter):
    """A filter that asks the rows themselves: `narrow(rows, value)` is one of their queries."""

    def __init__(self, narrow, **kwargs):
        super().__init__(**kwargs)
        self.narrow = narrow

    def filter(self, qs, value):
        return qs if value in (None, "") else self.narrow(qs, value)

    def described(self, value):
        """Pairs of a raw value (None: all of them) and its words, for each value in force."""
        return [] if value in (None, "") else [(None, self.in_words(value))]

    def in_words(self, value):
        return str(value)

    def in_address(self, value):
        """The values in force as an address to keep has them."""
        return [] if value in (None, "") else [self.as_asked(value)]

    def as_asked(self, value):
        return str(value)


class WordsFilter(NarrowingFilter):
    field_class = WordsField

    def in_words(self, value):
        return in_marks(value)


class NounFilter(NarrowingFilter):
    """Rows tied to a noun; several values mean all of them."""

    field_class = NounField

    def __init__(self, model, narrow, **kwargs):
        kwargs.setdefault("label", model._meta.verbose_name.capitalize())
        super().__init__(narrow, model=model, **kwargs)

    def filter(self, qs, value):
        for row in value.rows:
            qs = self.narrow(qs, row)
        return qs

    def described(self, value):
        return [(raw, str(row)) for raw, row in value.pairs]

    def in_address(self, value):
        return [row.slug for row in value.rows]


class OneOfFilter(NarrowingFilter):
    field_class = OneOfField

    def __init__(self, choices, *, field_name=None, narrow=None, noun=None, **kwargs):
        narrow = narrow or (lambda rows, value: rows.filter(**{field_name: value}))
        super().__init__(narrow, choices=choices, field_name=field_name, **kwargs)
        self.choices = dict(choices)

    @property
    def field(self):
        self.extra.setdefault("noun", self.label.lower())
        return super().field

    def in_words(self, value):
        return self.choices[value]


class YesNoFilter(OneOfFilter):
    field_class = YesNoField

    def __init__(self, narrow, yes, no, **kwargs):
        choices = [("true", yes), ("false", no)]
        asked = {"true": True, "false": False}
        super().__init__(choices, narrow=lambda rows, v: narrow(rows, asked[v]), **kwargs)


class CountryFilter(NarrowingFilter):
    field_class = CountryField

    def in_words(self, value):
        return countries.name(value)


class YearFilter(NarrowingFilter):
    field_class = YearField


class DayFilter(NarrowingFilter):
    field_class = DayField

    def __init__(self, bound, narrow, **kwargs):
        super().__init__(narrow, bound=bound, **kwargs)

    def filter(self, qs, value):
        return self.narrow(qs, value[1]) if value else qs

    def in_words(self, value):
        return dates.in_words(day_asked(value))

    def as_asked(self, value):
        return value[0]


class OrderFilter(OneOfFilter):
    """`orders` maps a value to its words and to the queryset method that sorts so.

    The rows come in the first of these orders.
    """

    field_class = OrderField

    def __init__(self, orders, **kwargs):
        methods = {value: method for value, (_, method) in orders.items()}
        choices = [(value, words) for value, (words, _) in orders.items()]
        super().__init__(
            choices,
            narrow=lambda rows, value: getattr(rows, methods[value])(),
            label="Order",
            **kwargs,
        )
