"""After a large import PostgreSQL's planner knows the new sizes at once."""

import pytest
from django.db import connection

from talks.models import Meeting
from talks.record import runs

from .lines import import_lines, meeting

pytestmark = pytest.mark.django_db(transaction=True)


def estimated_rows():
    with connection.cursor() as cursor:
        table = Meeting._meta.db_table
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("many", "known"), [(1, 3), (1000, -1)])
def test_large_import_refreshes_the_statistics(many, known, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE talks_meeting CASCADE")
    monkeypatch.setattr(runs, "MANY_ROWS", many)
    import_lines(*(meeting(f"m{number}") for number in range(3)))
    assert estimated_rows() == known
