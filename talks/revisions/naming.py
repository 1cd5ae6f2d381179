"""What rows are called for staff: by name and id, also those that are a draft or are gone."""

from collections import defaultdict

from talks.history.values import in_words
from talks.models import (
    Appointment,
    Delegation,
    FollowUp,
    Issue,
    Meeting,
    Official,
    Party,
    Place,
    Process,
    Source,
    Statement,
)

from .tables import events_of, fields_of

# Of what names consist: the first part, and in brackets what tells it from its namesakes.
PARTS = {
    Meeting: ("title", "slug"),
    Party: ("name", "slug"),
    Official: ("name", "slug"),
    Place: ("city", "slug"),
    Process: ("name", "slug"),
    Issue: ("name", "slug"),
    Source: ("title", "slug"),
    Statement: ("slug", "meeting__title"),
    FollowUp: ("slug", "meeting__title"),
    Delegation: ("party__name", "meeting__title"),
    Appointment: ("title", "official__name"),
}


class Names:
    """The names of rows. Three queries at most for each model that is named."""

    def __init__(self):
        self.found = {}

    def load(self, said):
        """Look up every row that is named; `said` are pairs of a model and values by attribute."""
        wanted = defaultdict(set)
        for model, values in said:
            for field in fields_of(model):
                if field.is_relation and values:
                    wanted[field.related_model].add(values[field.attname])
        for model, pks in wanted.items():
            self.look_up(model, pks - {None})

    def look_up(self, model, pks):
        parts = PARTS[model]
        rows = model._base_manager.filter(pk__in=pks).order_by().values_list("pk", *parts)
        found = {pk: f"{name} ({other})" for pk, name, other in rows}
        if gone := pks - found.keys():
            events = events_of(model).filter(pgh_obj_id__in=gone).order_by("pgh_id")
            for pk, name, other in events.values_list("pgh_obj_id", *parts):
                found[pk] = f"{name} ({other}; no longer on record)"
        self.found |= {(model, pk): name for pk, name in found.items()}

    def of(self, model, pk):
        return self.found.get((model, pk)) or f"{model._meta.verbose_name} no. {pk}"

    def value(self, field, values):
        """What a field says, in words; "" for nothing."""
        value = values[field.attname]
        if value in (None, "", []):
            return ""
        return self.of(field.related_model, value) if field.is_relation else in_words(field, value)

    def row(self, model, values):
        """What one row is called: a noun by its name, a tie by what it ties to a meeting."""
        if model in PARTS and PARTS[model][0] in values:
            return str(values[PARTS[model][0]])
        if values.get("name"):
            return values["name"]
        named = [f for f in fields_of(model) if f.is_relation and f.related_model is not Meeting]
        return " · ".join(filter(None, (self.value(field, values) for field in named)))
