"""Counts that are kept until the record changes."""

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from talks.kept_counts import kept, record_version
from talks.models import Meeting, Party, Statement
from tests.factories import make_delegation, make_meeting, make_party, make_statement

# Kept only where what is written is committed, as on the site.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_a_count_is_made_once_until_the_record_changes():
    made = []
    for _ in range(2):
        assert kept("rows", lambda: made.append(1) or len(made)) == 1
    assert kept("others", lambda: made.append(1) or len(made)) == 2
    make_meeting()
    assert kept("rows", lambda: made.append(1) or len(made)) == 3


def test_every_way_of_writing_changes_the_version():
    versions = [record_version()]

    def changes(write):
        write()
        versions.append(record_version())

    changes(lambda: make_statement(make_meeting()))
    changes(lambda: Meeting.objects.update(status="planned"))
    changes(lambda: Meeting.objects.update(is_draft=True))
    changes(lambda: Statement.objects.all().delete())
    changes(lambda: make_party())
    assert len(set(versions)) == len(versions)


def test_nothing_is_kept_amid_a_transactions_own_writing():
    make_meeting()
    with transaction.atomic():
        for expected in [1, 2]:
            assert kept("meetings", Meeting.objects.count) == expected
            make_meeting()
    assert kept("meetings", Meeting.objects.count) == 3


def test_a_change_begun_before_another_and_committed_after_it_is_told():
    party = make_party("Before")
    other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute("UPDATE talks_party SET name = 'After' WHERE id = %s", [party.pk])
        make_party("Between")
        names = Party.objects.order_by("name").values_list("name", flat=True)
        assert kept("names", lambda: list(names.all())) == ["Before", "Between"]
        other.commit()
    assert kept("names", lambda: list(names.all())) == ["After", "Between"]


def test_record_version_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        record_version()


def test_second_look_at_a_list_costs_less(client, django_assert_num_queries):
    make_delegation(make_meeting())
    client.get(reverse("meeting_list"))
    with django_assert_num_queries(4):
        client.get(reverse("meeting_list"))
    with django_assert_num_queries(6):
        client.get(reverse("meeting_list"), {"status": "held"})


def test_a_meeting_withdrawn_is_counted_no_more(client):
    party = make_party("Shown party")
    meeting = make_meeting(parties=[party])
    other = make_meeting(parties=[make_party("Other party")])
    for expected in [[("Other party", 1), ("Shown party", 1)], [("Other party", 1)]]:
        response = client.get(reverse("meeting_list"))
        (parties,) = [f for f in response.context["facets"].all if f.name == "party"]
        assert sorted((value.label, value.count) for value in parties.values) == expected
        assert response.context["page"].paginator.count == len(expected)
        Meeting.objects.filter(pk=meeting.pk).update(is_draft=True)
    assert list(client.get(reverse("meeting_list")).context["meetings"]) == [other]


def test_each_question_is_counted_for_itself(client):
    make_meeting(starts="2020", status="planned")
    make_meeting(starts="2021")
    for query, years in [
        ({}, {2020: 1, 2021: 1}),
        ({"status": "held"}, {2021: 1}),
        ({"status": "planned"}, {2020: 1}),
        ({"year": "2020"}, {2020: 1, 2021: 1}),
    ]:
        assert client.get(reverse("meeting_list"), query).context["years"].counts == years
