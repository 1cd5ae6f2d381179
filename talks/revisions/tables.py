"""Every tracked model: its events, the fields they hold, and the rows that stand below a row.

A parent comes before the rows below it: rows are put back in this order, and removed in reverse.
"""

from django.apps import apps
from django.db import models

from talks.history.events import TABLES
from talks.models import (
    Appointment,
    AppointmentCitation,
    Issue,
    Official,
    Party,
    PartyMember,
    PartyName,
    Place,
    Process,
    Source,
)

# Meetings first: who locks them in this order does not meet another halfway.
TRACKED = [
    *(table.model for table in TABLES.values()),
    *(Party, PartyName, PartyMember, Official, Appointment, AppointmentCitation),
    *(Place, Process, Issue, Source),
]
# Kept by a trigger once it is set: a meeting that was public was public.
NOT_REVERTED = {"first_published_at"}


def events_of(model):
    return model.pgh_event_model.objects


def events_table(model):
    return model.pgh_event_model._meta.db_table


def fields_of(model):
    """The fields of events that say something about the row."""
    return [
        field
        for field in model.pgh_event_model._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name != "id"
    ]


def values_of(row, model):
    """What an event, or a row, says: values by attribute."""
    return {field.attname: getattr(row, field.attname) for field in fields_of(model)}


def parent_of(model):
    """The foreign key to what a row stands below, and goes with; None for what stands alone."""
    return next(
        (
            field
            for field in model._meta.concrete_fields
            if field.many_to_one and field.remote_field.on_delete is models.CASCADE
        ),
        None,
    )


def way_to(top, model):
    """The lookup that leads from rows of a model up to the `top` that they go with; "" for none."""
    link = parent_of(model)
    if model is top or link is None:
        return ""
    if link.related_model is top:
        return link.name
    further = way_to(top, link.related_model)
    return f"{link.name}__{further}" if further else ""


def below(model):
    """Pairs of model and column for the rows that stand directly below rows of a model."""
    links = [(child, parent_of(child)) for child in TRACKED]
    return [(child, link.attname) for child, link in links if link and link.related_model is model]


def naming(model):
    """Pairs of model and foreign key for all rows that may name a row of a model."""
    return [
        (other, field)
        for other in apps.get_app_config("talks").get_models()
        if not hasattr(other, "pgh_tracked_model")
        for field in other._meta.concrete_fields
        if field.many_to_one and field.related_model is model
    ]
