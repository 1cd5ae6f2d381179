"""Merges, their undo and reverts are no way around four eyes."""

import pytest

from talks.models import Meeting, Merge, Party, ProposedChange
from tests.admin.merges import keys, merge, preview, undo
from tests.admin.pages import address, change, delete, told
from tests.admin.proposed import everything, press_apply, proposal_page
from tests.admin.roles import client_of
from tests.admin.saves import export, history, last_event, press, reasons, text
from tests.factories import make_correction, make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.FOUR_EYES = True


@pytest.fixture
def another():
    return client_of("reviewer", "another")


@pytest.fixture
def pair():
    """A published meeting, and a draft of the same talks with other words."""
    party = make_party("Russia")
    kept = make_meeting("Talks", slug="talks", parties=[party])
    make_statement(kept, "Public.", slug="s1", party=party)
    draft = make_meeting("Same talks", slug="same", draft=True, parties=[party])
    make_statement(draft, "Read by one person.", slug="s1", party=party)
    make_correction(draft)
    return kept, draft


def proposed():
    return ProposedChange.objects.latest("pk")


def test_merge_into_a_published_meeting_waits(pair, reviewer, another):
    before = export(), keys()
    page = preview(reviewer, *pair)
    assert "until another member of staff applies it" in page.text
    assert 'value="Propose this merge"' in page.text
    response = merge(reviewer, *pair)
    assert told(response)[0].startswith("Your change waits for a reviewer")
    assert (export(), keys()) == before and not Merge.objects.exists()
    assert "This is a merge: " in response.text
    token = proposal_page(reviewer, proposed()).context["plan"].token
    own = reviewer.post(response.request["PATH_INFO"], {"do": "apply", "token": token})
    assert own.status_code == 403
    assert told(press_apply(another, proposed())) == ["Applied: the record is as proposed."]
    assert pair[0].statements.count() == 2
    assert Merge.objects.get().by == reviewer.user
    assert "by reviewer, applied by another, merge of" in text(history(reviewer, pair[0]))
    assert reviewer.get("/meetings/same/").headers["Location"] == "/meetings/talks/"


def test_applied_merge_is_as_one_that_did_not_wait(pair, reviewer, another, undone):
    merge(reviewer, *pair, title="merged")
    press_apply(another, proposed())
    (wanted,) = (state for state in undone[-1:])
    assert everything() == wanted


def test_undo_waits_and_restores_all(pair, reviewer, another):
    before, rows = export(), keys()
    merge(reviewer, *pair)
    press_apply(another, proposed())
    after = export()
    assert told(undo(reviewer))[0].startswith("Your change waits for a reviewer")
    assert export() == after and not Merge.objects.get().undone_at
    page = proposal_page(another, proposed())
    assert page.context["may_apply"], reasons(page)
    press_apply(another, proposed())
    assert (export(), keys()) == (before, rows) and Merge.objects.get().undone_at


def test_merge_of_what_only_drafts_name_waits_for_nobody(reviewer):
    kept, other = make_party("Russia"), make_party("Russian Federation")
    make_meeting("Draft", draft=True, parties=[other])
    page = preview(reviewer, kept, other)
    assert 'value="Yes, merge them"' in page.text
    merge(reviewer, kept, other)
    assert Party.objects.count() == 1 and not ProposedChange.objects.exists()


def test_merge_of_parties_of_a_published_meeting_waits(reviewer, another):
    kept, other = make_party("Russia"), make_party("Russian Federation")
    make_meeting("Talks", parties=[other])
    merge(reviewer, kept, other)
    assert Party.objects.count() == 2
    press_apply(another, proposed())
    assert Party.objects.get() == kept and Merge.objects.count() == 1


def test_what_came_since_stands_in_the_way_of_a_merge(pair, reviewer, another):
    merge(reviewer, *pair)
    make_statement(pair[1], "Added since.", slug="s9")
    page = proposal_page(another, proposed())
    assert not page.context["may_apply"] and reasons(page)
    assert Meeting.objects.count() == 2


def test_other_way_to_merge_is_not_what_was_read(pair, reviewer, another):
    merge(reviewer, *pair)
    make_statement(pair[0], "In its place.", slug="s2")
    page = proposal_page(another, proposed())
    assert reasons(page) and not page.context["may_apply"]
    assert told(press_apply(another, proposed()))[0].startswith("Nothing was changed.")
    assert Meeting.objects.count() == 2 and not Merge.objects.exists()


def test_deleted_published_meeting_is_put_back_by_two(pair, reviewer, another):
    talks, before = pair[0], export()
    delete(reviewer, talks)
    press_apply(another, proposed())
    where = address(Meeting, "revert_save", last_save_of(talks))
    for client in (reviewer, another):
        assert told(press(client, where))[0].startswith("Your change waits")
        assert not Meeting.objects.filter(slug="talks").exists()
    press_apply(reviewer, proposed())
    assert export() == before


def last_save_of(row):
    from talks.revisions.saves import Save

    return Save.of(last_event(row)).token


def test_revert_of_ones_own_words_waits(pair, reviewer, another):
    change(reviewer, pair[0], venue="Palais")
    press_apply(another, proposed())
    where = address(Meeting, "revert", last_event(pair[0]).pk)
    assert told(press(another, where))[0].startswith("Your change waits")
    pair[0].refresh_from_db()
    assert pair[0].venue == "Palais"
    assert "This is a revert of a change of" in proposal_page(reviewer, proposed()).text
