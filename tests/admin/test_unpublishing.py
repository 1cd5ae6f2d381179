"""Unpublished with a reason: what readers find at the address, and what reverts make of it."""

import pytest
from django.db import IntegrityError, transaction

from talks.admin import withdrawing
from talks.admin.rights import NO_REASON, NOT_YOURS
from talks.models import Meeting, Statement
from tests.admin.pages import act, add, address, change, told
from tests.admin.review import BECAUSE, is_public, publish, unpublish, unpublish_address
from tests.admin.saves import press, reasons, revert_address
from tests.factories import cite, make_meeting, make_party, make_source

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


def test_address_of_a_withdrawn_meeting_says_why_and_since_when(withdrawn, client):
    for page in ("", "changes/", "statements/s1/"):
        response = client.get(withdrawn.get_absolute_url() + page)
        assert response.status_code == 410
        assert BECAUSE in response.text
        assert f"withdrawn on {withdrawn.withdrawn_at:%-d %B %Y}" in response.text
        assert "secret working summary" not in response.text and "Talks" not in response.text


def test_reason_is_text(draft, reviewer, client):
    publish(reviewer, draft)
    unpublish(reviewer, draft, "<script>alert(1)</script> & more")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in client.get("/meetings/talks/").text


@pytest.mark.parametrize("because", ["", "  \n ", "a\0b", "x" * 1_001])
def test_reason_is_required_and_short(because, draft, reviewer):
    publish(reviewer, draft)
    response = reviewer.post(unpublish_address(draft), {"because": because})
    assert response.status_code == 200 and response.context["form"].errors
    assert is_public(draft)


def test_old_address_of_a_withdrawn_meeting_says_the_same(draft, reviewer, client):
    publish(reviewer, draft)
    change(reviewer, draft, slug="renamed")
    unpublish(reviewer, draft)
    for slug in ("talks", "renamed"):
        assert client.get(f"/meetings/{slug}/").status_code == 410


def test_id_that_a_withdrawn_meeting_got_later_is_not_given_away(withdrawn, reviewer, client):
    change(reviewer, withdrawn, slug="secret-plan")
    assert client.get("/meetings/talks/").status_code == 410
    assert client.get("/meetings/secret-plan/").status_code == 404


def test_published_again_the_reason_is_history(withdrawn, reviewer, client):
    publish(reviewer, withdrawn)
    assert client.get(withdrawn.get_absolute_url()).status_code == 200
    withdrawn.refresh_from_db()
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_because) == (None, "")
    assert BECAUSE not in client.get(withdrawn.get_absolute_url() + "changes/").text
    said = reviewer.get(address(Meeting, "history", withdrawn.pk)).text
    assert BECAUSE in said


def test_list_asks_for_one_reason(reviewer, client):
    one, other = make_meeting("One"), make_meeting("Other")
    page = act(reviewer, "unpublish", one, other)
    assert "One reason for all of these" in page.text and is_public(one)
    page = act(reviewer, "unpublish", one, other, because=" ")
    assert page.context["form"].errors and is_public(one)
    response = act(reviewer, "unpublish", one, other, because=BECAUSE)
    assert set(told(response)) == {"Now a draft: One.", "Now a draft: Other."}
    assert client.get(one.get_absolute_url()).status_code == 410


def test_not_the_whole_record_at_once(reviewer, monkeypatch):
    monkeypatch.setattr(withdrawing, "MOST", 1)
    one, other = make_meeting("One"), make_meeting("Other")
    response = act(reviewer, "unpublish", one, other, because=BECAUSE)
    assert told(response) == [withdrawing.TOO_MANY] and is_public(one) and is_public(other)


def test_draft_is_not_unpublished(draft, reviewer, client):
    assert told(unpublish(reviewer, draft)) == ["Not published anyway."]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_withdrawn_meeting_is_no_published_one():
    meeting = make_meeting(parties=[make_party()])
    meeting.withdraw(BECAUSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(is_draft=False)


# What reverts would publish


def test_editor_does_not_publish_by_a_revert(withdrawn, editor):
    page = editor.get(revert_address(withdrawn))
    assert NOT_YOURS in reasons(page)
    assert (
        editor.post(revert_address(withdrawn), {"token": page.context["plan"].token}).status_code
        == 403
    )
    assert not is_public(withdrawn)


def test_reviewer_reverts_a_withdrawal(withdrawn, reviewer, client):
    press(reviewer, revert_address(withdrawn))
    assert client.get(withdrawn.get_absolute_url()).status_code == 200


def test_publication_is_not_reverted_without_a_reason(draft, reviewer):
    publish(reviewer, draft)
    assert reasons(reviewer.get(revert_address(draft))) == [NO_REASON]


def test_revert_takes_no_statement_from_a_published_meeting(draft, reviewer, editor):
    add(
        editor,
        Statement,
        slug="s9",
        meeting=draft.pk,
        text="Mine.",
        speaker_title="a senior official",
    )
    statement = Statement.objects.get(slug="s9")
    where = revert_address(statement)
    cite(statement, make_source())
    publish(reviewer, draft)
    assert "You may not take a statement from a published meeting." in reasons(editor.get(where))
    Meeting.objects.update(is_draft=True)
    statement.citations.all().delete()
    assert reasons(editor.get(where)) == []
