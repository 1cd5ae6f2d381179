"""What is public comes into one edition, once, and into none too late."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from talks.models import Arrival, Meeting
from talks.models.arrivals import Noun
from tests.factories import make_follow_up, make_meeting, make_statement

pytestmark = pytest.mark.django_db


def rows_in(edition):
    found = Arrival.objects.filter(edition=edition).values_list("noun", "row")
    return {(noun, row) for noun, row in found}


def test_edition_holds_what_is_public_for_the_first_time():
    assert Arrival.objects.take_in() == 0
    meeting = make_meeting()
    statement, promise = make_statement(meeting), make_follow_up(meeting)
    make_follow_up(meeting, "")
    draft = make_meeting(draft=True)
    later = make_statement(draft)
    assert Arrival.objects.take_in() == 1
    first = {("meeting", meeting.pk), ("statement", statement.pk), ("follow_up", promise.pk)}
    assert rows_in(1) == first
    assert Arrival.objects.take_in() == 1
    draft.publish()
    assert Arrival.objects.take_in() == 2
    assert rows_in(2) == {("meeting", draft.pk), ("statement", later.pk)}


def test_row_that_was_withdrawn_and_is_public_again_is_not_new():
    meeting = make_meeting()
    make_statement(meeting)
    Arrival.objects.take_in()
    meeting.withdraw("A mistake.")
    added = make_statement(meeting)
    meeting.publish()
    assert Arrival.objects.take_in() == 2
    assert rows_in(2) == {("statement", added.pk)}


def test_row_that_was_deleted_and_put_back_is_not_new():
    statement = make_statement()
    Arrival.objects.take_in()
    key = statement.pk
    statement.delete()
    statement.pk = key
    statement.save(force_insert=True)
    assert Arrival.objects.take_in() == 1


def test_queries_do_not_grow_with_rows(django_assert_num_queries):
    for number in (1, 3):
        for _ in range(number):
            make_statement()
        with django_assert_num_queries(7):
            Arrival.objects.take_in()


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_comes_into_a_later_edition():
    """A meeting is saved, and committed only after the edition was made."""
    is_saved, may_commit = Event(), Event()

    def save_slowly():
        try:
            with transaction.atomic():
                pk = make_meeting("Late").pk
                is_saved.set()
                may_commit.wait(10)
            return pk
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as staff:
        saving = staff.submit(save_slowly)
        is_saved.wait(10)
        early = make_meeting("Early")
        assert Arrival.objects.take_in() == 1
        may_commit.set()
        late = saving.result()
    assert late < early.pk
    assert rows_in(1) == {("meeting", early.pk)}
    assert Arrival.objects.take_in() == 2
    assert rows_in(2) == {("meeting", late)}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_edition():
    for _ in range(5):
        make_meeting()

    def take_in(_):
        try:
            return Arrival.objects.take_in()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as runs:
        assert set(runs.map(take_in, range(8))) == {1}
    assert Arrival.objects.of(Noun.MEETING, 0, 1).count() == Meeting.objects.count()
