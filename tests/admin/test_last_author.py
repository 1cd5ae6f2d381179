"""Who wrote last, and that under four eyes somebody else publishes it."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.admin.rights import FOUR_EYES
from talks.models import ProposedChange
from talks.revisions.last_author import last_author
from tests.admin.pages import act, change, delete, told
from tests.admin.proposed import press_apply
from tests.admin.review import is_public, publish, unpublish
from tests.admin.roles import client_of
from tests.admin.saves import reasons, revert_address
from tests.factories import make_meeting, make_statement

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def four_eyes(settings):
    settings.FOUR_EYES = True


def test_last_author_is_who_wrote_last_anywhere_below(draft, reviewer, editor):
    assert last_author(draft) is None
    change(reviewer, draft, venue="Palais")
    assert last_author(draft) == reviewer.user.pk
    change(editor, draft.statements.first().citations.get(), locator="p. 9")
    assert last_author(draft) == editor.user.pk
    delete(reviewer, draft.follow_ups.get().citations.get())
    assert last_author(draft) == reviewer.user.pk
    # What no user did hides nobody.
    make_statement(draft)
    with pghistory.context(command="import_record"):
        make_statement(draft)
    assert last_author(draft) == reviewer.user.pk
    # Nor does what is done elsewhere.
    change(editor, make_meeting(draft=True), venue="Elsewhere")
    change(editor, draft.delegations.first().party, name="Rossiya")
    assert last_author(draft) == reviewer.user.pk


def test_publishing_and_withdrawing_write_nothing(draft, reviewer, editor):
    change(editor, draft, venue="Palais")
    publish(reviewer, draft)
    unpublish(reviewer, draft)
    assert last_author(draft) == editor.user.pk


def test_last_author_is_one_query_however_much_there_is(draft, editor):
    for number in (2, 12):
        for n in range(number):
            make_statement(draft, slug=f"more-{number}-{n}")
        with CaptureQueriesContext(connection) as captured:
            last_author(draft)
        assert len(captured) == 1


def test_four_eyes_refuse_the_last_author(four_eyes, draft, reviewer):
    change(reviewer, draft, venue="Palais")
    assert FOUR_EYES in publish(reviewer, draft).text
    assert told(act(reviewer, "publish", draft)) == [f"Not published: Talks: {FOUR_EYES}"]
    assert not is_public(draft)
    publish(client_of("reviewer", "another"), draft)
    assert is_public(draft)


def test_who_proposed_a_change_wrote_it_and_who_applied_it_did_not(four_eyes, draft, reviewer):
    another = client_of("reviewer", "another")
    publish(another, draft)
    change(reviewer, draft, venue="Palais")
    press_apply(another, ProposedChange.objects.get())
    assert last_author(draft) == reviewer.user.pk
    unpublish(another, draft)
    publish(reviewer, draft)
    assert not is_public(draft)
    publish(another, draft)
    assert is_public(draft)


def test_where_nobody_knows_who_proposed_it_who_applied_it_answers_for_it(
    four_eyes, draft, reviewer
):
    gone, another = client_of("superuser", "gone"), client_of("reviewer", "another")
    publish(another, draft)
    change(gone, draft, venue="Palais")
    gone.user.delete()
    press_apply(another, ProposedChange.objects.get())
    assert last_author(draft) == another.user.pk


def test_four_eyes_hold_for_superusers(four_eyes, draft):
    superuser = client_of("superuser")
    change(superuser, draft, venue="Palais")
    publish(superuser, draft)
    assert not is_public(draft)


def test_four_eyes_hold_for_reverts(four_eyes, withdrawn, reviewer):
    where = revert_address(withdrawn)
    change(reviewer, withdrawn.statements.first(), text="Mine.")
    assert reasons(reviewer.get(where)) == [FOUR_EYES]
    assert reasons(client_of("superuser").get(where)) == []


def test_two_eyes_will_do_without_the_setting(draft, reviewer):
    change(reviewer, draft, venue="Palais")
    publish(reviewer, draft)
    assert is_public(draft)
