"""Readers' addresses go some days after the outcome."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from talks.models import SendersHour
from tests.factories import make_correction

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


def test_readers_are_forgotten_some_days_after_the_outcome(capsys, time_machine):
    now = timezone.now()
    late, soon = now - timedelta(days=31), now - timedelta(days=29)
    handled = {"state": "accepted", "email": READER}
    told = make_correction(**handled, handled_at=late, mail="sent", mail_at=late)
    untold = make_correction(
        **handled, handled_at=late, mail="unsent", mail_problem=f"{READER}: refused"
    )
    recent = make_correction(**handled, handled_at=soon, mail="sent", mail_at=soon)
    waiting = make_correction(email=READER, sent_at=now - timedelta(days=400))
    SendersHour.objects.create(begins=late)
    call_command("forget_readers")
    assert capsys.readouterr().out == "readers forgotten: 2\n"
    for row in (told, untold, recent, waiting):
        row.refresh_from_db()
    assert [row.email for row in (told, untold, recent, waiting)] == ["", "", READER, READER]
    assert (told.mail, untold.mail, untold.mail_problem) == ("sent", "", "")
    assert not SendersHour.objects.exists()
    call_command("forget_readers")
    assert capsys.readouterr().out == "readers forgotten: 0\n"


@pytest.mark.parametrize("days", [-1, 10**9])
def test_nonsense_number_of_days(days):
    with pytest.raises(CommandError):
        call_command("forget_readers", days=days)
