"""The query strings of the API as OpenAPI has them, told by the FilterSets that read them."""

from talks.filters import kinds
from talks.filters.fields import MAX_VALUES, YesNoField

from .asked import LIMIT, MOST
from .searching import MOST as MOST_FOUND

# An id or a word that the sample record knows.
EXAMPLES = {
    "q": "security guarantees",
    "party": "russia",
    "official": "wendy-sherman",
    "issue": "nato-enlargement",
    "process": "european-security-guarantees-2022",
    "place": "geneva",
    "country": "CH",
    "after": "2022-01",
    "before": "2022-01-31",
    "year": "2022",
}
EDTF = "2022-01-10, 2022-01 or 2022"
SAYS = {
    kinds.WordsFilter: "The {label} must hold these words; “a phrase”, or, -without",
    kinds.NounFilter: f"{{Label}}: an id. Several (at most {MAX_VALUES}) must all hold",
    kinds.CountryFilter: "{Label}: an ISO 3166-1 alpha-2 code",
    kinds.YearFilter: "{Label}: four digits",
    kinds.DayFilter: f"{{Label}} this day, month or year, itself included: {EDTF}",
    kinds.YesNoFilter: "{Label}: whether there is one",
    kinds.OrderFilter: "The order of the list; the first choice is the usual one",
    kinds.OneOfFilter: "{Label}: one of the choices",
}
CURSOR = {
    "name": "cursor",
    "in": "query",
    "required": False,
    "description": "Where a page begins: it stands in the address of the next page.",
    "schema": {"type": "string"},
}


def parameters_of(kind):
    """Of a list: its filters, `limit` and `cursor`."""
    return [*filter_parameters(kind.filters), limit(LIMIT, MOST), CURSOR]


def search_parameters(filters_of):
    words, *_ = filter_parameters(filters_of)
    return [words | {"required": True}, limit(MOST_FOUND, MOST_FOUND)]


def filter_parameters(filters_of):
    return [parameter(name, each) for name, each in filters_of.base_filters.items()]


def parameter(name, each):
    label = str(each.label or name)
    says = next(text for of, text in SAYS.items() if isinstance(each, of))
    says = says.format(
        label={"words": "text"}.get(label.lower(), label.lower()), Label=label.capitalize()
    )
    described = {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"{says}.",
        "schema": schema_of(each),
    }
    if name in EXAMPLES and each.label != "Name":
        value = EXAMPLES[name]
        described["example"] = [value] if described["schema"]["type"] == "array" else value
    return described


def schema_of(each):
    if isinstance(each, kinds.NounFilter):
        return {"type": "array", "items": {"type": "string"}, "maxItems": MAX_VALUES}
    if isinstance(each, kinds.YesNoFilter):
        return {"type": "string", "enum": [*each.choices, *YesNoField.SAME]}
    if isinstance(each, kinds.OneOfFilter):
        return {"type": "string", "enum": list(each.choices)}
    if isinstance(each, kinds.YearFilter):
        return {"type": "string", "pattern": "^[0-9]{4}$"}
    return {"type": "string"}


def limit(usual, most):
    return {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": f"How many at most: 1 to {most}, {usual} unless asked for.",
        "schema": {"type": "integer", "minimum": 1, "maximum": most, "default": usual},
    }
