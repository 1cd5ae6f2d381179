"""Rows read by many keys, and without the columns for search."""

import pytest

from talks.models import Official, Place
from talks.record.reading import as_tuples, is_any_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_rows_of_any_of_the_keys_and_no_others():
    one, _, other = (make.make_official() for _ in range(3))
    found = Official.objects.filter(is_any_of("pk", [one.pk, other.pk, one.pk, 2**62]))
    assert set(found) == {one, other}
    assert not Official.objects.filter(is_any_of("pk", []))


def test_thousands_of_keys_are_one_parameter():
    _, parameters = Official.objects.filter(is_any_of("pk", range(5000))).query.sql_with_params()
    assert len(parameters) == 1


def test_tuples_have_the_columns_of_a_row_but_those_for_search():
    place = make.make_place()
    row = as_tuples(Place).get(pk=place.pk)
    assert (row.pk, row.slug) == (place.pk, place.slug)
    assert not {"folded", "search"} & set(row._fields)
