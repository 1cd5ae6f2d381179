"""The reader hears of the outcome once, from a real mail server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from talks import outcome_mail
from talks.models import Correction
from tests.admin.pages import act, address, change, change_address, errors, told
from tests.admin.smtp import free_port
from tests.factories import make_correction, make_meeting, make_statement

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


def test_told_outcome_stands(settle, box):
    correction = make_correction(email=READER)
    settle(correction, state="accepted")
    response = settle(correction, state="declined", note="Typed.")
    assert "has been told" in errors(response)[0]
    assert response.context["adminform"].form["note"].value() == "Typed."
    assert correction.state == "accepted"
    assert errors(settle(correction, staff_note="For us.")) == []
    assert correction.staff_note == "For us."
    assert len(box.mails) == 1


def test_outcome_goes_out_once(settle, choose, box):
    meeting = make_meeting("Geneva talks", slug="geneva")
    correction = make_correction(meeting, "Spam: https://spam.example", email=READER)
    response = settle(correction, state="edited", note="Née “Müller”.", staff_note="A pest.")
    assert errors(response) == []
    assert correction.mail == "sent"
    choose("send_again", correction)
    settle(correction, staff_note="Still.")
    ((sender, recipients, message),) = box.mails
    assert (sender, recipients) == ("record@example.org", [READER])
    assert message["Subject"] == "Your report of an error: the record was corrected"
    assert message["From"] == "Parley <record@example.org>"
    text = message.get_content()
    for words in ("Geneva talks", "http://testserver/meetings/geneva/", "Née “Müller”.", "30 days"):
        assert words in text
    for words in ("spam", "pest", "editor"):
        assert words not in text


def test_action_mails_each(choose, box):
    rows = [make_correction(email=f"{n}@example.org") for n in range(3)]
    choose("decline", make_correction(), *rows)
    assert {row.mail for row in rows} == {"sent"}
    assert sorted(recipients for _, (recipients,), _ in box.mails) == [row.email for row in rows]
    assert "left as it is" in box.mails[0][2]["Subject"]


def test_nothing_goes_out_without_an_outcome_or_an_address(settle, box):
    settle(make_correction(email=READER), staff_note="Looking.")
    settle(make_correction(), state="accepted")
    assert box.mails == []


def test_mail_names_no_row_that_is_no_longer_public(settle, box):
    meeting = make_meeting("Hidden title", slug="hidden")
    correction = make_correction(make_statement(meeting), email=READER)
    type(meeting).objects.update(is_draft=True)
    settle(correction, state="accepted")
    assert "idden" not in box.mails[0][2].get_content()


@pytest.mark.parametrize(
    "note", ["x" * 5000, "\u202eقال\u202c", "a\r\n.\r\nBcc: b@example.org", "{{ 1 }} <b>&</b>"]
)
def test_any_note_arrives_as_it_is(note, settle, box):
    correction = make_correction(email=READER)
    settle(correction, state="accepted", note=note)
    ((_, recipients, message),) = box.mails
    assert recipients == [READER]
    assert note.replace("\r\n", "\n") in message.get_content().replace("\r\n", "\n")


def test_nul_in_a_note_is_refused(settle):
    assert errors(settle(make_correction(), state="accepted", note="a\0b"))


FAILURES = {
    "refused": "550 No such box",
    "later": "451 Come again",
}


@pytest.mark.parametrize("refusal", FAILURES.values(), ids=FAILURES)
def test_mail_that_is_refused_leaves_the_outcome(refusal, settle, choose, box):
    box.refusal = refusal
    correction = make_correction(email=READER)
    response = settle(correction, state="accepted", note="Thanks.")
    assert response.status_code == 302
    assert (correction.state, correction.note, correction.mail) == ("accepted", "Thanks.", "unsent")
    assert refusal[4:] in correction.mail_problem
    box.refusal = ""
    choose("send_again", correction)
    assert (correction.mail, correction.mail_problem) == ("sent", "")
    assert len(box.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_server_that_is_away_leaves_the_outcome(use_server, admin_client):
    use_server(free_port())
    correction = make_correction(email=READER)
    change(admin_client, correction, state="accepted")
    correction.refresh_from_db()
    assert (correction.state, correction.mail) == ("accepted", "unsent")
    page = admin_client.get(address(Correction, "changelist"))
    assert any(
        "mails to readers not sent: 1. ConnectionRefused" in message for message in told(page)
    )
    assert '<td class="field-mailed">not sent</td>' in page.text
    assert "not sent. ConnectionRefusedError" in admin_client.get(change_address(correction)).text


@pytest.mark.django_db(transaction=True)
def test_one_reader_without_a_box_keeps_nobody_waiting(admin_client, box):
    rows = [make_correction(email=f"{name}@example.org") for name in ("a", "gone", "b")]
    box.unknown = "gone@example.org"
    response = act(admin_client, "accept", *rows)
    assert {row.mail for row in Correction.objects.exclude(email=box.unknown)} == {"sent"}
    assert Correction.objects.get(email=box.unknown).mail == "unsent"
    assert any("Readers told by mail: 2." in message for message in told(response))


@pytest.mark.django_db(transaction=True)
def test_slow_server_keeps_staff_waiting_for_a_while_only(admin_client, box, monkeypatch):
    monkeypatch.setattr("talks.admin.corrections.PATIENCE", -1)
    response = act(admin_client, "accept", *[make_correction(email=READER) for _ in range(3)])
    assert any("not sent: 3. The mail server is slow" in message for message in told(response))
    assert {(row.state, row.mail) for row in Correction.objects.all()} == {("accepted", "unsent")}
    assert box.mails == []


def test_without_a_server_the_admin_says_so(settle, admin_client, settings):
    settings.EMAIL_URL = None
    correction = make_correction(email=READER)
    assert outcome_mail.NO_SERVER in admin_client.get(change_address(correction)).text
    settle(correction, state="accepted")
    assert (correction.state, correction.mail) == ("accepted", "unsent")
    assert outcome_mail.NO_SERVER in admin_client.get(change_address(correction)).text


def test_address_that_turns_out_to_be_none(settle, box):
    correction = make_correction(email=f"a@{'ü' * 80}.example")
    settle(correction, state="accepted")
    assert correction.mail == "unsent"
    assert correction.mail_problem


def test_mail_waits_for_the_commit(admin_client, box):
    """Within the transaction of a test nothing is committed."""
    change(admin_client, make_correction(email=READER), state="accepted")
    assert box.mails == []


def test_process_that_was_killed_while_it_mailed(choose, box, admin_client):
    """Nobody knows whether it went out: staff decide, and a mailbox shows it once."""
    now = timezone.now()
    fields = {"state": "accepted", "handled_at": now, "email": READER, "mail": "sending"}
    fresh = make_correction(**fields, mail_at=now)
    old = make_correction(**fields, mail_at=now - timedelta(minutes=11))
    choose("send_again", fresh, old)
    assert (fresh.mail, old.mail) == ("sending", "sent")
    ((_, _, message),) = box.mails
    assert message["Message-ID"] == outcome_mail.message_id(old)


@pytest.mark.django_db(transaction=True)
def test_mail_that_two_ask_for_at_once_goes_out_once(box):
    now = timezone.now()
    fields = {"state": "accepted", "handled_at": now, "email": READER, "mail": "unsent"}
    correction = make_correction(**fields)

    def send(_):
        try:
            return outcome_mail.send_outcome(correction.pk, "http://testserver")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, range(8))) == [""] * 8
    assert len(box.mails) == 1
