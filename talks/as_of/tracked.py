"""The models that history keeps, and how they hang together."""

from functools import cache

from django.apps import apps
from django.db import models
from django.db.models.expressions import RawSQL

from talks.models.fields import EDTFField
from talks.models.nouns import Noun

TRACKED = [
    model for model in apps.get_app_config("talks").get_models() if "pgh_event_model" in vars(model)
]


def events_of(model):
    return model.pgh_event_model._base_manager


def among(keys):
    """For `__in`: thousands of keys as one value, where each by itself would take long to read."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])  # noqa: S611


@cache
def parts_of(model):
    """The models whose rows are removed with one of this model's, with the column that says so."""
    return {
        part: field.attname
        for part in TRACKED
        for field in part._meta.concrete_fields
        if field.related_model is model and field.remote_field.on_delete is models.CASCADE
    }


@cache
def nouns_named(model):
    """The columns that name a noun, meetings included, with its model."""
    return {
        field.attname: field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Noun)
    }


@cache
def edtf_of(model):
    return [f.attname for f in model._meta.concrete_fields if isinstance(f, EDTFField)]


@cache
def kept(model):
    """The columns that history keeps of a model."""
    kept_too = {field.attname for field in model.pgh_event_model._meta.concrete_fields}
    return [f.attname for f in model._meta.concrete_fields if f.attname in kept_too]


@cache
def skeleton(model):
    """What of an event says where its row stands and what it names, without its texts."""
    drafts = ["is_draft"] if "is_draft" in kept(model) else []
    above = [f.attname for f in model._meta.concrete_fields if f.is_relation]
    return ["pgh_id", "pgh_obj_id", "pgh_label", *above, *edtf_of(model), *drafts]
