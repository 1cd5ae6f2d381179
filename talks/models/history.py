"""History: every insert, update and delete of a tracked model is kept by a database trigger.

The triggers see bulk writes, COPY and SQL by hand too. Derived fields are left out: they follow
from the others.
"""

import pghistory
from django.db import models

from .fields import DerivedMixin


def tracked(model):
    """Class decorator: keep the model's history in `<Model>Event`, which nobody can rewrite."""
    derived = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, DerivedMixin | models.GeneratedField)
    ]
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=derived,
        append_only=True,
        level=pghistory.Statement,
    )
    return track(model)
