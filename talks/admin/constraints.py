"""What the record's constraints say of a row before it is written: each is asked once.

Django asks the database for each, in a savepoint of its own, of fields as they stand too: sixty
statements changed at once cost two thousand queries.
"""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q


@contextmanager
def unasked(row):
    """Let `row.full_clean()` leave the constraints to who asks them later."""
    row.validate_constraints = lambda exclude=None: None
    try:
        yield
    finally:
        del row.validate_constraints


def changed_since(row, before):
    """The names of the fields that have changed since `vars(row)` was copied as `before`."""
    fields = (
        field
        for field in row._meta.concrete_fields
        if vars(row).get(field.attname) != before.get(field.attname)
    )
    return {name for field in fields for name in (field.name, field.attname)}


def ask(row, changed):
    """Raise a ValidationError with what the constraints refuse; those on record hold already."""
    errors = {}
    for model, constraints in row.get_constraints():
        for constraint in constraints:
            if not row._state.adding and holds_already(constraint, changed):
                continue
            try:
                constraint.validate(model, row)
            except ValidationError as error:
                if getattr(error, "code", None) == "unique" and len(constraint.fields) == 1:
                    errors.setdefault(constraint.fields[0], []).append(error)
                else:
                    errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def holds_already(constraint, changed):
    """Whether it is about none of the fields that have changed: the database has it hold."""
    if not isinstance(constraint, CheckConstraint) or not isinstance(constraint.condition, Q):
        return False
    return changed.isdisjoint(constraint.condition.referenced_base_fields)
