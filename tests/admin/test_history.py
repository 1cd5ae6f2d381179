"""The history pages of the admin: what they show, and to whom."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from talks.models import (
    Delegate,
    FollowUp,
    Meeting,
    Statement,
    StatementIssue,
)
from talks.revisions.saves import saves_of_row
from tests.admin.pages import address, change, delete, new_row
from tests.admin.saves import (
    history,
    last_save,
    press,
    reasons,
    revert_address,
    save_address,
    text,
)
from tests.factories import make_issue, make_meeting, make_party
from tests.signing_in import sign_in

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


# What the pages show


def test_history_names_who_when_and_both_values(meeting, admin_client):
    change(admin_client, meeting, venue="Palais", title="The long talks")
    page = history(admin_client, meeting)
    shown = text(page)
    assert [line["who"] for line in page.context["lines"]][:2] == ["editor", "a command"]
    assert "<ins>The long talks</ins>" in shown and "<del>Talks</del>" in shown
    assert '<dt>Venue</dt> <dd dir="auto"><ins>Palais</ins>' in shown


def test_meetings_history_has_the_rows_below(meeting, admin_client):
    statement = meeting.statements.get()
    StatementIssue.objects.filter(statement=statement).update(stance="supports")
    Delegate.objects.update(title="Envoy")
    FollowUp.objects.update(outcome="It was held.")
    shown = text(history(admin_client, meeting))
    for words in ["<del>opposes</del>", "<ins>Envoy</ins>", "<ins>It was held.</ins>"]:
        assert words in shown


def test_one_request_is_one_save(meeting, admin_client):
    def edit(data):
        data["issues-TOTAL_FORMS"] = data.get("issues-TOTAL_FORMS", 0)

    statement = meeting.statements.get()
    change(
        admin_client,
        statement,
        lambda data: new_row(data, "statement_issues", issue=make_issue().pk, stance=""),
        text="It was very frank.",
        correction="Misheard.",
    )
    saves, _ = saves_of_row(Meeting, meeting.pk)
    assert saves[0].counts == {Statement: 1, StatementIssue: 1}


def test_imports_are_named(meeting, admin_client, tmp_path):
    from talks.record.runs import import_paths

    path = tmp_path / "week.jsonl"
    path.write_text('{"place": {"id": "geneva", "city": "Geneva", "country": "CH"}}')
    import_paths([path], commit=True)
    page = admin_client.get(reverse("admin:talks_place_changes"))
    assert "import of week.jsonl" in text(page)


def test_pages_of_saves_and_of_changes(meeting, admin_client):
    for n in range(25):
        Meeting.objects.filter(pk=meeting.pk).update(venue=f"Room {n}")
    first = text(history(admin_client, meeting))
    assert "<ins>24</ins>" in first and "<ins>4</ins>" not in first and "?p=2" in first
    second = text(admin_client.get(address(Meeting, "history", meeting.pk) + "?p=2"))
    assert "<ins>4</ins>" in second and "<ins>24</ins>" not in second
    for nonsense in ["0", "-1", "x", "9" * 30, "99"]:
        page = admin_client.get(address(Meeting, "history", meeting.pk) + f"?p={nonsense}")
        assert page.status_code == 200


def test_row_that_moved_away_is_told_at_both_meetings(meeting, admin_client):
    other = make_meeting("Elsewhere", parties=[make_party()])
    change(admin_client, meeting.statements.get(), meeting=other.pk, correction="Misheard.")
    for place in (meeting, other):
        assert "<ins>Elsewhere" in text(history(admin_client, place))


def test_history_of_a_removed_row_stays(meeting, admin_client):
    statement = meeting.statements.get()
    delete(admin_client, statement)
    page = history(admin_client, statement)
    assert page.status_code == 200 and "removed" in text(page)
    assert "It was frank." in text(admin_client.get(address(Statement, "changes")))


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "-1", "1_3"])
def test_no_history_of_nothing(pk, admin_client):
    assert admin_client.get(f"/admin/talks/meeting/{pk}/history/").status_code == 404


@pytest.mark.parametrize("token", ["x", "1", "9" * 40, "-", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("view", ["save", "revert_save"])
def test_no_save_of_nonsense(token, view, admin_client):
    assert admin_client.get(address(Meeting, view, token)).status_code == 404


def test_text_is_text(meeting, admin_client):
    change(admin_client, meeting, venue="<script>alert(1)</script>")
    assert "<script>alert" not in text(history(admin_client, meeting))
    assert "<script>alert" not in text(admin_client.get(revert_address(meeting)))


# Who may


def allow(user, *names):
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create(username="writer", password="!", is_staff=True)


def views_of(row):
    return [
        address(type(row), "history", row.pk),
        address(type(row), "changes"),
        revert_address(row),
        save_address(row, "save"),
        save_address(row),
    ]


def test_only_who_may_change_sees_history(meeting, client, staff):
    sign_in(client, staff)
    allow(staff, "view_meeting", "change_party")
    statement = meeting.statements.get()
    assert [client.get(view).status_code for view in views_of(meeting)] == [403] * 5
    assert [client.get(view).status_code for view in views_of(statement)] == [403] * 5
    client.logout()
    assert [client.get(view).status_code for view in views_of(meeting)] == [302] * 5


def test_rows_of_other_kinds_are_not_shown(meeting, client, staff, admin_client):
    sign_in(client, staff)
    allow(staff, "change_meeting")
    change(admin_client, meeting.statements.get(), text="A secret turn.", correction="Misheard.")
    assert "secret" not in text(history(client, meeting))
    assert (
        client.get(address(Meeting, "revert_save", last_save(meeting.statements.get()))).status_code
        == 403
    )


def test_revert_needs_the_right_that_it_uses(meeting, client, staff, admin_client):
    statement = meeting.statements.get()
    delete(admin_client, statement)
    sign_in(client, staff)
    names = ["statement", "statementcitation", "statementissue"]
    allow(staff, *[f"change_{name}" for name in names])
    page = client.get(save_address(statement))
    assert "You may not add statements." in reasons(page) and "Yes, revert" not in text(page)
    response = client.post(save_address(statement), {"token": page.context["plan"].token})
    assert response.status_code == 403 and not Statement.objects.exists()
    allow(staff, *[f"{verb}_{name}" for verb in ["change", "add"] for name in names])
    press(client, save_address(statement))
    assert Statement.objects.exists()
