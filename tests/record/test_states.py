"""What is read within one state does not see what others write meanwhile."""

from threading import Thread

import pytest
from django.db import InternalError, connection

from talks.models import Meeting
from talks.record.states import one_state
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act):
    def run():
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def test_a_state_stays_as_it_was_when_it_was_first_read():
    make_meeting("Talks")
    with one_state(is_sent=True):
        assert Meeting.objects.count() == 1
        elsewhere(lambda: make_meeting("More talks"))
        assert Meeting.objects.count() == 1
        with one_state():
            assert Meeting.objects.count() == 1
    assert Meeting.objects.count() == 2


def test_a_state_is_not_written_to_and_not_held_by_who_stalls():
    with pytest.raises(InternalError, match="read-only"), one_state():
        make_meeting("Talks")
    with one_state(is_sent=True):
        assert timeout() == "1min"
    assert timeout() == "0"


def timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        return cursor.fetchone()[0]
