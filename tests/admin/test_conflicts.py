"""Two people at one form: the second save is stopped with both versions, nothing is overwritten."""

import pytest

from talks.admin.conflicts import GONE, STOPPED
from talks.models import Delegate, Meeting, Statement
from tests.admin.pages import change, change_address, delete, errors, filled_in, unfolded
from tests.factories import make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(meeting):
    """A draft: to change what was published takes a reason besides."""
    Meeting.objects.filter(pk=meeting.pk).update(is_draft=True)
    return meeting


@pytest.fixture
def opened(admin_client, meeting):
    """The form of a meeting as somebody has opened it, with its statement unfolded."""
    page = admin_client.get(change_address(meeting))
    return filled_in(page) | unfolded(admin_client, page, "statements-0")


def save(client, row, data):
    return client.post(change_address(row), data)


def test_the_second_save_is_stopped_and_shows_both(admin_client, meeting, opened):
    assert errors(change(admin_client, meeting, title="Theirs")) == []
    response = save(admin_client, meeting, opened | {"title": "Mine"})
    assert STOPPED in errors(response)
    assert (
        "It was changed to “Theirs” meanwhile. Yours stands here: save again to keep it."
        in errors(response)
    )
    assert filled_in(response)["title"] == "Mine"
    meeting.refresh_from_db()
    assert meeting.title == "Theirs"


def test_saving_again_keeps_mine(admin_client, meeting, opened):
    change(admin_client, meeting, title="Theirs")
    stopped = save(admin_client, meeting, opened | {"title": "Mine"})
    assert errors(save(admin_client, meeting, filled_in(stopped))) == []
    meeting.refresh_from_db()
    assert meeting.title == "Mine"


def test_what_only_the_others_changed_is_taken_over(admin_client, meeting, opened):
    change(admin_client, meeting, title="Theirs", format="bilateral", old_dates="2021\n2020")
    stopped = save(admin_client, meeting, opened | {"summary": "Mine"})
    assert "Taken over from their save: title, old dates, format. Look at it, and save again." in (
        errors(stopped)
    )
    again = filled_in(stopped)
    assert (again["title"], again["format"], again["summary"]) == ("Theirs", "bilateral", "Mine")
    assert errors(save(admin_client, meeting, again)) == []
    meeting.refresh_from_db()
    assert (meeting.title, meeting.format, meeting.summary) == ("Theirs", "bilateral", "Mine")
    assert meeting.old_dates == ["2021", "2020"]


def test_the_same_change_twice_is_no_conflict(admin_client, meeting, opened):
    change(admin_client, meeting, title="Both")
    assert errors(save(admin_client, meeting, opened | {"title": "Both"})) == []


def test_other_rows_of_the_form_are_no_conflict(admin_client, meeting, opened):
    statement = meeting.statements.get()
    change(admin_client, statement, text="Theirs.")
    untouched = {
        name: value for name, value in opened.items() if not name.startswith("statements-0")
    }
    untouched["statements-0-id"] = statement.pk
    assert errors(save(admin_client, meeting, untouched | {"title": "Mine"})) == []
    statement.refresh_from_db()
    assert statement.text == "Theirs."


def test_a_statement_changed_on_its_own_page_stops_the_meeting_s_form(
    admin_client, meeting, opened
):
    statement, russia = meeting.statements.get(), make_party("Ukraine")
    change(admin_client, statement, text="Theirs.", party=russia.pk)
    stopped = save(admin_client, meeting, opened | {"statements-0-text": "Mine."})
    assert any("“Theirs.”" in error for error in errors(stopped))
    assert Statement.objects.get().text == "Theirs."
    again = filled_in(stopped)
    assert again["statements-0-party"] == str(russia.pk)
    assert errors(save(admin_client, meeting, again)) == []
    assert (Statement.objects.get().text, Statement.objects.get().party) == ("Mine.", russia)


def test_the_meeting_s_form_stops_a_statement_s_own_page(admin_client, meeting, opened):
    statement = meeting.statements.get()
    own = filled_in(admin_client.get(change_address(statement)))
    assert errors(save(admin_client, meeting, opened | {"statements-0-text": "Theirs."})) == []
    stopped = save(admin_client, statement, own | {"text": "Mine."})
    assert STOPPED in errors(stopped)
    statement.refresh_from_db()
    assert statement.text == "Theirs."


def test_a_row_removed_meanwhile_is_said_and_its_words_are_kept(admin_client, meeting, opened):
    delete(admin_client, meeting.statements.get())
    stopped = save(admin_client, meeting, opened | {"statements-0-text": "My words."})
    assert GONE in errors(stopped)
    assert "My words." in stopped.text
    assert errors(save(admin_client, meeting, opened | {"statements-0-DELETE": "on"})) == []


def test_a_delegate_changed_meanwhile_is_not_overwritten(admin_client, meeting, opened):
    delegate = Delegate.objects.get()
    change(admin_client, delegate, title="Theirs")
    mine = opened | {"delegations-0-delegates-0-title": "Mine"}
    assert STOPPED in errors(save(admin_client, meeting, mine))
    delegate.refresh_from_db()
    assert delegate.title == "Theirs"


@pytest.mark.parametrize("seen", ["", "x", "title:", "title:zz no:such", "\0"])
def test_nonsense_for_what_was_seen_is_no_error_page(seen, admin_client, meeting, opened):
    response = save(admin_client, meeting, opened | {"seen": seen, "title": "Mine"})
    assert response.status_code in (200, 302)
    assert Meeting.objects.count() == 1
