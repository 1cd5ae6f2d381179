"""Every write of every tracked model leaves an event, and events stay as they are."""

import pytest
from django.db import DatabaseError, connection, transaction

from talks.models import Meeting, OldId
from tests.factories import make_meeting
from tests.models.rows import MODELS, one_of_each

pytestmark = pytest.mark.django_db
TRACKED = [model for model in MODELS if model is not OldId]
each = pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def labels(row):
    events = type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    return [event.pgh_label for event in events]


def test_all_but_old_ids_are_tracked():
    assert [model for model in MODELS if not hasattr(model, "pgh_event_model")] == [OldId]


@each
def test_insert_update_and_delete_by_sql_leave_events(model):
    row = one_of_each()[model]
    table, field = model._meta.db_table, changeable(model)
    with transaction.atomic():
        run(f"UPDATE {table} SET {field} WHERE id = %s", row.pk)  # noqa: S608 - our own tables
        run(f"DELETE FROM {table} WHERE id = %s", row.pk)  # noqa: S608
        assert labels(row) == ["insert", "update", "delete"]
        # What still points to the row would be found out at the end of the transaction.
        transaction.set_rollback(True)


def changeable(model):
    names = {field.name for field in model._meta.concrete_fields}
    if "order" in names:
        return '"order" = "order" + 1'
    name = next(name for name in ("name", "title", "city") if name in names)
    return f"{name} = {name} || '!'"


@each
def test_bulk_create_leaves_events(model):
    row = one_of_each()[model]
    with transaction.atomic():
        run(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk)  # noqa: S608
        if hasattr(row, "slug") and model._meta.get_field("slug").unique:
            row.slug += "-again"
        row.pk = None
        model.objects.bulk_create([row])
        assert labels(row) == ["insert"]
        transaction.set_rollback(True)


@each
def test_event_holds_every_field_that_is_not_derived(model):
    row = one_of_each()[model]
    event = model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id")
    kept = {field.attname for field in event._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        if field.editable and not field.primary_key:
            assert field.attname in kept
            assert getattr(event, field.attname) == getattr(row, field.attname), field.name


@each
@pytest.mark.parametrize("write", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_events_cannot_be_rewritten(model, write):
    one_of_each()
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        run(write.format(model.pgh_event_model._meta.db_table))


def test_update_of_a_dated_field_is_one_event():
    """Though the bounds are written after it."""
    meeting = make_meeting()
    Meeting.objects.update(starts="2021")
    assert labels(meeting) == ["insert", "update"]


def test_update_that_changes_nothing_is_no_event():
    meeting = make_meeting()
    Meeting.objects.update(starts=meeting.starts)
    meeting.save()
    assert labels(meeting) == ["insert"]


def test_deletion_of_a_meeting_is_kept_with_all_it_held():
    rows = one_of_each()
    rows[Meeting].delete()
    gone = [
        row for row in rows.values() if row.pk is None or not type(row).objects.filter(pk=row.pk)
    ]
    assert len(gone) == 16
    for row in gone:
        assert type(row).pgh_event_model.objects.filter(pgh_label="delete").exists(), row
