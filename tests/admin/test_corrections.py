"""Staff handle readers' corrections; the reader hears of the outcome once, from a real server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from talks import outcome_mail
from talks.models import Correction, SendersHour
from tests.admin.pages import act, address, change, change_address, errors, told
from tests.admin.smtp import Box, free_port, mail_server
from tests.factories import make_correction, make_meeting, make_statement

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


@pytest.fixture
def use_server(settings):
    """Mail goes to this port, as with EMAIL_URL and DEFAULT_FROM_EMAIL set."""

    def use(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_URL = {"EMAIL_HOST": "127.0.0.1"}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "Parley <record@example.org>"

    return use


@pytest.fixture
def box(use_server):
    box = Box()
    with mail_server(box) as port:
        use_server(port)
        yield box


@pytest.fixture
def settle(admin_client, django_capture_on_commit_callbacks):
    """Save the form of a correction, and let what waits for the commit happen."""

    def save(correction, client=admin_client, **values):
        with django_capture_on_commit_callbacks(execute=True):
            response = change(client, correction, **values)
        correction.refresh_from_db()
        return response

    return save


@pytest.fixture
def choose(admin_client, django_capture_on_commit_callbacks):
    def choose(action, *rows):
        with django_capture_on_commit_callbacks(execute=True):
            response = act(admin_client, action, *rows)
        for row in rows:
            row.refresh_from_db()
        return response

    return choose


# Handling


@pytest.mark.parametrize("state", ["accepted", "edited", "declined"])
def test_outcome_says_who_and_when(state, settle, admin_user):
    correction = make_correction()
    assert errors(settle(correction, state=state, staff_note="Looked up.")) == []
    assert (correction.state, correction.handled_by) == (state, admin_user)
    assert timezone.now() - correction.handled_at < timedelta(minutes=1)
    assert (correction.staff_note, correction.mail) == ("Looked up.", "")


def test_outcome_is_taken_back_until_the_reader_is_told(settle):
    correction = make_correction(email=READER)
    settle(correction, state="accepted")
    assert correction.mail == "unsent"
    settle(correction, state="new")
    assert (correction.handled_by, correction.handled_at, correction.mail) == (None, None, "")


def test_what_the_reader_wrote_stays(settle):
    correction = make_correction(wrong="As typed.")
    settle(correction, state="accepted", wrong="Forged", email="forged@example.org")
    assert (correction.wrong, correction.email) == ("As typed.", "")


@pytest.mark.parametrize(
    ("action", "state"), [("accept", "accepted"), ("edit", "edited"), ("decline", "declined")]
)
def test_actions_handle_what_is_new(action, state, choose, admin_user):
    new, handled = make_correction(), make_correction(state="edited", handled_at=timezone.now())
    response = choose(action, new, handled)
    assert (new.state, new.handled_by) == (state, admin_user)
    assert (handled.state, handled.handled_by) == ("edited", None)
    assert any("1 handled before" in message for message in told(response))


def test_rows_are_linked_where_staff_correct_them(admin_client):
    meeting = make_meeting("Geneva talks")
    statement = make_statement(meeting)
    for row in (meeting, statement):
        correction = make_correction(row)
        for page in (address(Correction, "changelist"), change_address(correction)):
            html = admin_client.get(page).text
            assert f'href="{change_address(row)}"' in html
        assert f'href="{row.get_absolute_url()}"' in html


def test_report_outlives_its_row(admin_client):
    meeting = make_meeting("Geneva talks")
    correction = make_correction(make_statement(meeting))
    meeting.statements.all().delete()
    meeting.delete()
    correction.refresh_from_db()
    assert (correction.meeting, correction.statement) == (None, None)
    assert "Geneva talks" in admin_client.get(change_address(correction)).text


def test_markup_and_addresses_of_readers_are_dead(admin_client):
    wrong = "<script>alert(1)</script> https://spam.example"
    correction = make_correction(make_meeting("<i>"), wrong=wrong, source="https://spam.example")
    for page in (address(Correction, "changelist"), change_address(correction)):
        html = admin_client.get(page).text
        assert "<script>alert" not in html
        assert 'href="https://spam' not in html


@pytest.mark.parametrize("words", ["date", "%00", "x" * 600, "Рябков"])
def test_list_is_searched(words, admin_client):
    make_correction()
    assert admin_client.get(address(Correction, "changelist") + f"?q={words}").status_code == 200


def test_list_takes_as_many_queries_for_three(admin_client, django_assert_num_queries):
    page = address(Correction, "changelist")
    for n in (1, 3):
        for _ in range(n):
            make_correction(make_statement(), email=READER)
        # Session, user, count, rows.
        with django_assert_num_queries(4):
            admin_client.get(page)


# Two people at once


def test_second_save_is_stopped_with_both_to_be_seen(admin_client, settle):
    correction = make_correction()

    def someone_else_saves(data):
        Correction.objects.filter(pk=correction.pk).update(
            state="accepted", handled_at=timezone.now(), note="Theirs."
        )

    response = change(admin_client, correction, someone_else_saves, state="declined", note="Mine.")
    assert "Theirs." in errors(response)[0]
    assert response.context["adminform"].form["note"].value() == "Mine."
    correction.refresh_from_db()
    assert (correction.state, correction.note) == ("accepted", "Theirs.")
    # Having seen both, one may say so again.
    settle(correction, state="declined", note="Mine.")
    assert (correction.state, correction.note) == ("declined", "Mine.")


def test_form_that_was_stopped_goes_through_when_sent_again(admin_client):
    correction = make_correction()

    def someone_else_saves(data):
        Correction.objects.filter(pk=correction.pk).update(staff_note="Theirs.")

    back = change(admin_client, correction, someone_else_saves, state="declined")
    form = back.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    assert admin_client.post(change_address(correction), data).status_code == 302


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


# The mail


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


# Who may


@pytest.fixture
def staff(client, django_user_model):
    """Signed in as staff with these permissions alone."""

    def sign_in(*names):
        user = django_user_model.objects.create(username="staff", password="!", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


def test_staff_without_the_permission_see_nothing(staff, client):
    correction = make_correction(wrong="Private words")
    staff("change_meeting")
    for page in (address(Correction, "changelist"), change_address(correction)):
        assert client.get(page).status_code == 403
        assert client.post(page, {"state": "accepted"}).status_code == 403
    assert "Private words" not in client.get("/admin/").text


def test_who_may_only_look_handles_nothing(staff, client):
    correction = make_correction(wrong="Looked at")
    staff("view_correction")
    assert "Looked at" in client.get(change_address(correction)).text
    assert client.post(change_address(correction), {"state": "accepted"}).status_code == 403
    act(client, "accept", correction)
    correction.refresh_from_db()
    assert correction.state == "new"


def test_nobody_adds_one_in_the_admin(admin_client):
    assert admin_client.get(address(Correction, "add")).status_code == 403


# Forgetting


def test_readers_are_forgotten_some_days_after_the_outcome(capsys, time_machine):
    now = timezone.now()
    late, soon = now - timedelta(days=31), now - timedelta(days=29)
    handled = {"state": "accepted", "email": READER}
    told_ = make_correction(**handled, handled_at=late, mail="sent", mail_at=late)
    untold = make_correction(
        **handled, handled_at=late, mail="unsent", mail_problem=f"{READER}: refused"
    )
    recent = make_correction(**handled, handled_at=soon, mail="sent", mail_at=soon)
    waiting = make_correction(email=READER, sent_at=now - timedelta(days=400))
    SendersHour.objects.create(begins=late)
    call_command("forget_readers")
    assert capsys.readouterr().out == "readers forgotten: 2\n"
    for row in (told_, untold, recent, waiting):
        row.refresh_from_db()
    assert [row.email for row in (told_, untold, recent, waiting)] == ["", "", READER, READER]
    assert (told_.mail, untold.mail, untold.mail_problem) == ("sent", "", "")
    assert not SendersHour.objects.exists()
    call_command("forget_readers")
    assert capsys.readouterr().out == "readers forgotten: 0\n"


@pytest.mark.parametrize("days", [-1, 10**9])
def test_nonsense_number_of_days(days):
    with pytest.raises(CommandError):
        call_command("forget_readers", days=days)


# What is public


def test_corrections_are_in_no_history_export_or_page(client, admin_client, settle, tmp_path):
    meeting = make_meeting("Geneva talks", slug="geneva")
    statement = make_statement(meeting, slug="s1")
    before = {page: client.get(page).text for page in public_pages(meeting)}
    file = tmp_path / "before.jsonl"
    call_command("export_record", str(file), "--drafts", verbosity=0)
    for row in (meeting, statement):
        correction = make_correction(row, "zzqq wrong", email="zzqq@example.org")
        settle(correction, state="declined", note="zzqq note", staff_note="zzqq staff")
    assert {page: client.get(page).text for page in public_pages(meeting)} == before
    call_command("export_record", str(tmp_path / "after.jsonl"), "--drafts", verbosity=0)
    assert (tmp_path / "after.jsonl").read_bytes() == file.read_bytes()
    assert not hasattr(Correction, "pgh_event_model")


def public_pages(meeting):
    page = meeting.get_absolute_url()
    return [page, f"{page}changes/", "/", "/meetings/", "/statements/", "/search/?q=zzqq"]
