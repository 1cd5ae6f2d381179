"""Those who send at once are each counted, and what is sent twice at once is kept once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from talks.models import Correction, Sender
from talks.models.senders import SENT_IN_AN_HOUR
from talks.views.corrections import receive
from tests.factories import numbers

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "192.0.2.1"


def at_once(act, times):
    """What several threads get that do this at the same moment."""

    def done(_):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(done, range(times)))


@pytest.fixture(autouse=True)
def within_one_hour(time_machine):
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)


def test_many_at_once_are_not_more_than_the_limit():
    allowed = at_once(lambda: Sender.objects.may_send(ADDRESS), 4 * SENT_IN_AN_HOUR)
    assert sum(allowed) == SENT_IN_AN_HOUR
    assert Sender.objects.get().count == SENT_IN_AN_HOUR


def test_many_clicks_at_once_send_one_report():
    receipt = f"receipt-{next(numbers)}"
    taken = at_once(lambda: receive(Correction(wrong="x", receipt=receipt), ADDRESS), 4)
    assert taken == [True] * 4
    assert Correction.objects.count() == 1
