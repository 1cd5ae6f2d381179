"""Derived fields are true after every kind of write: bounds of dates, folded text, sort keys."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from talks.models import Appointment, Meeting, Official, Party, Source, Statement
from talks.models.fields import DerivedMixin, EDTFField
from tests.factories import make_meeting, make_official, make_statement
from tests.models.rows import MODELS, one_of_each

pytestmark = pytest.mark.django_db
DERIVED = [
    pytest.param(model, field, source, id=f"{model.__name__}.{field.name}<{source}")
    for model in MODELS
    for field in model._meta.concrete_fields
    if isinstance(field, DerivedMixin)
    for source in (getattr(field, "sources", None) or [field.source])
]
each = pytest.mark.parametrize(("model", "field", "source"), DERIVED)


def test_every_date_of_every_model_has_its_bounds():
    for model in MODELS:
        names = {field.name for field in model._meta.concrete_fields}
        for field in model._meta.concrete_fields:
            if isinstance(field, EDTFField):
                assert {f"{field.name}_earliest", f"{field.name}_latest"} <= names
    assert len(DERIVED) > 40


def fresh(model, source):
    """A row, and a value for one of its fields that the derived ones follow."""
    row = one_of_each()[model]
    if source == "other_names":
        return row, ["Çay"]
    if isinstance(model._meta.get_field(source), EDTFField):
        return row, "2020-05"
    return row, "cay" if source == "slug" else "Çay"


def check(row, field, before):
    """The database holds what the row's other fields say, and that is not what it held before."""
    stored = type(row).objects.get(pk=row.pk)
    value = getattr(stored, field.attname)
    assert value == field.compute(stored)
    if field.name != "sort_key" or type(row) is not Official:
        assert value != before


@each
def test_after_save(model, field, source):
    row, value = fresh(model, source)
    before = getattr(row, field.attname)
    setattr(row, source, value)
    row.save()
    assert getattr(row, field.attname) == field.compute(row)
    check(row, field, before)


@each
def test_after_update(model, field, source):
    row, value = fresh(model, source)
    assert model.objects.filter(pk=row.pk).update(**{source: value}) == 1
    check(row, field, getattr(row, field.attname))


@each
def test_after_bulk_update(model, field, source):
    row, value = fresh(model, source)
    before = getattr(row, field.attname)
    setattr(row, source, value)
    assert model.objects.bulk_update([row], [source]) == 1
    check(row, field, before)


@each
def test_after_save_of_named_fields(model, field, source):
    row, value = fresh(model, source)
    before = getattr(row, field.attname)
    setattr(row, source, value)
    row.save(update_fields=[source])
    check(row, field, before)


@each
def test_after_save_of_a_row_loaded_without_it(model, field, source):
    row, value = fresh(model, source)
    before = getattr(row, field.attname)
    row = model.objects.defer(field.name).get(pk=row.pk)
    setattr(row, source, value)
    row.save()
    check(row, field, before)


def test_save_of_named_fields_writes_no_others():
    meeting = make_meeting("Before", summary="Before")
    meeting.title = meeting.summary = "After"
    meeting.save(update_fields=["title"])
    stored = Meeting.objects.get()
    assert (stored.title, stored.summary) == ("After", "Before")


def test_update_of_other_fields_computes_nothing(django_assert_num_queries):
    make_meeting()
    with django_assert_num_queries(1):
        Meeting.objects.update(status="cancelled")


def test_after_bulk_create():
    official, party = Official(slug="o", name="Çay"), Party(slug="p", name="Çay")
    Official.objects.bulk_create([official])
    Party.objects.bulk_create([party])
    Appointment.objects.bulk_create(
        [Appointment(official=official, party=party, title="x", starts="2022-01~", ends="2022")]
    )
    row = Appointment.objects.get()
    bounds = [row.starts_earliest, row.starts_latest, row.ends_earliest, row.ends_latest]
    assert bounds == [
        date(2022, 1, 1),
        date(2022, 1, 31),
        date(2022, 1, 1),
        date(2022, 12, 31),
    ]
    assert Official.objects.get().folded == "cay" and Party.objects.get().sort_key == "cay"


def test_update_of_what_it_moves_out_of_the_filter():
    """The rows are chosen before the update, which may change what chose them."""
    make_meeting(starts="2022-01-10")
    Meeting.objects.filter(starts="2022-01-10").update(starts="2021")
    assert Meeting.objects.get().starts_earliest == date(2021, 1, 1)


def test_update_by_an_expression():
    make_official("Çay")
    Official.objects.update(name=Concat(F("name"), Value(" Éa")))
    assert Official.objects.get().folded == "cay ea"


def test_cleared_date_has_no_bounds():
    meeting = make_meeting(draft=True)
    Meeting.objects.update(starts="")
    meeting.refresh_from_db()
    assert (meeting.starts_earliest, meeting.starts_latest) == (None, None)


def test_open_sides_are_null():
    meeting = make_meeting(starts="../2022-01-10", ends="2022-02/..")
    meeting.refresh_from_db()
    assert (meeting.starts_earliest, meeting.starts_latest) == (None, date(2022, 1, 10))
    assert (meeting.ends_earliest, meeting.ends_latest) == (date(2022, 2, 1), None)


def test_folded_joins_every_source():
    row = make_official("Ann", sort_name="B, Ann", native_name="Анн", other_names=["Ç", "d"])
    assert row.folded == "ann b, ann ann c d"


def test_sort_key_is_the_sort_name_else_the_name_and_fits():
    assert make_official("Ann Bé", sort_name="Bé, Ann").sort_key == "be, ann"
    assert make_official("Ann Bé").sort_key == "ann be"
    assert len(make_official("é" * 500).sort_key) == 100


def test_sparse_fold_is_empty_for_plain_text():
    assert make_statement(text="Plain “words”").folded == ""
    assert make_statement(text="Élan vital").folded == "elan vital"


def test_ordering_by_sort_key_puts_accents_in_their_place():
    names = ["Zürich", "Évian", "Eton", "Fiume"]
    for name in names:
        make_official(name)
    assert [row.name for row in Official.objects.all()] == ["Eton", "Évian", "Fiume", "Zürich"]


def test_derived_fields_are_not_edited_and_not_kept_in_history():
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if isinstance(field, DerivedMixin):
                assert not field.editable
                event = model.pgh_event_model
                assert field.name not in {f.name for f in event._meta.concrete_fields}


def test_search_takes_as_much_text_as_a_vector_holds():
    """A vector holds a megabyte at most; a text may have as many characters."""
    words = " ".join(f"word{n}" for n in range(120_000))
    make_statement(text=words[:1_000_000], slug="long")
    assert Statement.objects.matching("word1").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(search::text) FROM talks_statement")
        assert cursor.fetchone()[0] > 100_000


def test_source_is_sorted_by_title():
    assert Source(slug="s", title="Ün").folded == ""
    source = Source.objects.create(slug="s", title="Ün", publisher="P")
    assert (source.sort_key, source.folded) == ("un", "un p s")
