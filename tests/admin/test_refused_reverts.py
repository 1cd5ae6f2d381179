"""What stands in the way of a revert is said, and nothing is changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from talks.models import (
    Delegation,
    Meeting,
    Party,
    Statement,
)
from tests.admin.pages import act, add, address, change, delete, told
from tests.admin.saves import (
    export,
    last_save,
    press,
    reasons,
    revert_address,
    save_address,
    text,
)
from tests.factories import (
    make_meeting,
    make_official,
    make_party,
    make_statement,
)
from tests.signing_in import sign_in

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


# What stands in the way


def test_field_changed_again_stands_in_the_way(meeting, admin_client):
    change(admin_client, meeting, venue="Palais")
    where = revert_address(meeting)
    change(admin_client, meeting, venue="Hotel")
    page = admin_client.get(where)
    assert reasons(page) == ["Its venue was changed again since; revert that first."]
    assert "Yes, revert" not in text(page)
    token = page.context["plan"].token
    assert "Nothing was changed." in told(admin_client.post(where, {"token": token}))[0]
    meeting.refresh_from_db()
    assert meeting.venue == "Hotel"


def test_other_fields_changed_since_stay(meeting, admin_client):
    change(admin_client, meeting, venue="Palais")
    where = revert_address(meeting)
    change(admin_client, meeting, summary="They met.")
    press(admin_client, where)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.summary) == ("", "They met.")


def test_nothing_left_to_revert(meeting, admin_client):
    change(admin_client, meeting, venue="Palais")
    where = revert_address(meeting)
    press(admin_client, where)
    assert reasons(admin_client.get(where)) == ["Everything is already as it was before."]


def test_row_it_names_is_gone(meeting, admin_client):
    statement, person = meeting.statements.get(), make_official("Boris")
    change(admin_client, statement, speaker=person.pk, correction="Misheard.")
    change(admin_client, statement, speaker="", correction="Misheard.")
    where = revert_address(statement)
    delete(admin_client, person)
    assert reasons(admin_client.get(where)) == ["The speaker it named is no longer on record."]


def test_rows_that_came_since_stand_in_the_way(admin_client):
    add(admin_client, Party, name="Norway", slug="norway", kind="state")
    party = Party.objects.get()
    make_meeting(parties=[party])
    page = admin_client.get(revert_address(party))
    assert reasons(page) == ["1 delegation on record names it."]


def test_created_row_that_was_changed_since_is_not_removed(admin_client):
    add(admin_client, Party, name="Norway", slug="norway", kind="state")
    party = Party.objects.get()
    where = revert_address(party)
    change(admin_client, party, native_name="Norge")
    assert reasons(admin_client.get(where)) == ["It was changed again since; revert that first."]


def test_gone_row_is_not_changed(meeting, admin_client):
    statement = meeting.statements.get()
    change(admin_client, statement, text="Other words.", correction="Misheard.")
    where = revert_address(statement)
    delete(admin_client, statement)
    assert reasons(admin_client.get(where)) == ["It is no longer on record."]


def test_rules_of_publication_hold(meeting, admin_client):
    draft = make_meeting("Bare", draft=True)
    add(admin_client, Delegation, meeting=draft.pk, party=make_party().pk)
    delegation = Delegation.objects.latest("pk")
    where = revert_address(delegation)
    act(admin_client, "publish", draft)
    page = admin_client.get(where)
    assert reasons(page) == ["Bare: No delegation is on record."]
    response = admin_client.post(where, {"token": page.context["plan"].token})
    assert told(response) == ["Nothing was changed. Bare: No delegation is on record."]
    assert Delegation.objects.filter(pk=delegation.pk).exists()


def test_rules_across_rows_hold(admin_client):
    one, other = make_meeting("One", draft=True), make_meeting("Other", draft=True)
    change(admin_client, one, part_of=other.pk)
    change(admin_client, one, part_of="")
    where = revert_address(one)
    Meeting.objects.filter(pk=other.pk).update(part_of=one)
    assert reasons(admin_client.get(where)) == ["One: A meeting is not part of itself."]


def test_constraints_speak_in_words(meeting, admin_client):
    statement = meeting.statements.get()
    delete(admin_client, statement)
    make_statement(meeting, slug="s1")
    page = admin_client.get(save_address(statement))
    assert reasons(page) == ["Another statement here has this id."]


# Between the preview and its confirmation


def test_one_of_two_confirmations_at_once_wins(meeting, admin_user):
    """Both saw the same preview; the second finds the row as the first left it."""
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, admin_user)
    statement = meeting.statements.get()
    delete(clients[0], statement)
    where = address(Statement, "revert_save", last_save(statement))
    token = clients[0].get(where).context["plan"].token

    def confirm(client):
        try:
            return client.post(where, {"token": token}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        codes = sorted(pool.map(confirm, clients))
    assert codes == [200, 302] and Statement.objects.count() == 1
    assert Statement.pgh_event_model.objects.count() == 3


def test_change_meanwhile_is_shown_and_not_overwritten(meeting, admin_client):
    change(admin_client, meeting, venue="Palais")
    where = revert_address(meeting)
    token = admin_client.get(where).context["plan"].token
    change(admin_client, meeting, summary="They met.")
    response = admin_client.post(where, {"token": token})
    assert "after this page was opened" in told(response)[-1]
    meeting.refresh_from_db()
    assert meeting.venue == "Palais"
    admin_client.post(where, {"token": response.context["plan"].token})
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.summary) == ("", "They met.")


@pytest.mark.parametrize("token", ["", "x", None])
def test_no_revert_without_a_preview(token, meeting, admin_client):
    change(admin_client, meeting, venue="Palais")
    data = {} if token is None else {"token": token}
    response = admin_client.post(revert_address(meeting), data)
    assert "after this page was opened" in told(response)[-1]
    meeting.refresh_from_db()
    assert meeting.venue == "Palais"


def test_preview_changes_nothing(meeting, admin_client):
    delete(admin_client, meeting)
    before, events = export(), Meeting.pgh_event_model.objects.count()
    admin_client.get(save_address(meeting))
    assert export() == before and Meeting.pgh_event_model.objects.count() == events


def test_too_large_a_save_says_so(meeting, admin_client, monkeypatch):
    from talks.admin import history

    monkeypatch.setattr(history, "ROWS_AT_MOST", 2)
    delete(admin_client, meeting)
    response = admin_client.post(save_address(meeting), follow=True)
    assert "rows are reverted at once" in told(response)[0] or "at most" in told(response)[0]
    assert not Meeting.objects.exists()
