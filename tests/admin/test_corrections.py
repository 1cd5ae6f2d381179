"""Staff handle readers' corrections: outcomes, two people at once, who may, what stays private."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone

from talks.models import Correction
from tests.admin.pages import act, address, change, change_address, errors, told
from tests.factories import make_correction, make_meeting, make_statement
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


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
        # Session, user, second factor, count, rows.
        with django_assert_num_queries(5):
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


# Who may


@pytest.fixture
def staff(client, django_user_model):
    """Signed in as staff with these permissions alone."""

    def enter(*names):
        user = django_user_model.objects.create(username="staff", password="!", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        sign_in(client, user)
        return client

    return enter


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
