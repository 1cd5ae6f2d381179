"""What is new by when it became public, and what was changed since: over several saves."""

import pghistory
import pytest
from django.db import transaction

from talks.models import Withheld
from tests.admin.saves import last_event
from tests.factories import make_follow_up, make_meeting, make_party, make_statement
from tests.views.feed_reading import feed_of, titles, words

# A save is a transaction: without one of its own for each, all would be one.
pytestmark = pytest.mark.django_db(transaction=True)


def write(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.refresh_from_db()


def said(meeting, text, **fields):
    with transaction.atomic():
        return make_statement(meeting, text, party=make_party("Party"), **fields)


def statements(client):
    return [title.removeprefix("Party: ") for title in titles(feed_of(client, "/statements.atom"))]


def test_new_is_what_became_public_last(client):
    old = make_meeting("Old", starts="1943")
    new = make_meeting("New", starts="2022", draft=True)
    said(new, "Entered first, in a draft")
    said(old, "Came later")
    assert statements(client) == ["Came later"]
    write(new, is_draft=False)
    assert statements(client) == ["Entered first, in a draft", "Came later"]
    said(old, "Came last")
    assert statements(client)[0] == "Came last"
    assert titles(feed_of(client, "/meetings.atom")) == ["New (2022, exact day not on record)"] + [
        "Old (1943, exact day not on record)"
    ]


def test_what_came_while_it_was_a_draft_again_is_new_when_that_is_over(client):
    meeting, other = make_meeting(), make_meeting()
    said(meeting, "First")
    write(meeting, is_draft=True)
    said(meeting, "Hidden for a while")
    said(other, "Meanwhile")
    write(meeting, is_draft=False)
    assert statements(client) == ["Hidden for a while", "Meanwhile", "First"]


def test_what_moves_is_new_only_if_nobody_saw_it(client):
    kept, public, draft = make_meeting(), make_meeting(), make_meeting(draft=True)
    seen, unseen = said(public, "Seen"), said(draft, "Unseen")
    said(kept, "Between")
    before = {entry.title: entry.id for entry in feed_of(client, "/statements.atom").entries}
    write(seen, meeting=kept)
    write(unseen, meeting=kept)
    assert statements(client) == ["Unseen", "Between", "Seen"]
    after = {entry.title: entry.id for entry in feed_of(client, "/statements.atom").entries}
    assert before.items() <= after.items()


def test_an_edit_moves_its_time_and_not_its_place(client):
    meeting = make_meeting()
    statement, promise = said(meeting, "First"), make_follow_up(meeting, "Speak", due="2022-03-01")
    said(meeting, "Second")
    before = feed_of(client, "/statements.atom").entries[1]
    write(statement, text="First, corrected")
    after = feed_of(client, "/statements.atom").entries[1]
    assert after.title == "Party: First, corrected"
    assert (after.id, after.published) == (before.id, before.published)
    assert before.updated == before.published
    assert after.updated > before.updated
    write(promise, state="met", outcome="They met.")
    (entry,) = feed_of(client, "/follow-ups.atom").entries
    assert entry.title == "Met: Speak"
    assert entry.updated > entry.published


def test_corrections_tell_what_changed_where_and_why(client):
    meeting, other = make_meeting("Talks", slug="talks"), make_meeting("Other", slug="other")
    statement = said(meeting, "We agree.", slug="s1")
    with pghistory.context(correction="The source says otherwise."):
        write(statement, text="We disagree.")
    write(other, venue="Villa")
    found = feed_of(client, "/corrections.atom")
    assert titles(found) == [
        "Other: This meeting changed",
        "Talks: Statement s1 changed",
        "Talks: Statement s1 added",
    ]
    told = words(found.entries[1])
    assert "Reason for the correction: The source says otherwise." in told
    assert "agree.</del>" in told and "disagree.</ins>" in told
    assert '<a href="http://testserver/meetings/talks/statements/s1/">' in told
    mine = feed_of(client, "/meetings/talks.atom")
    assert titles(mine) == [*titles(found)[1:], "Talks: first published"]
    assert [entry.id for entry in mine.entries[:2]] == [entry.id for entry in found.entries[1:]]


def test_nothing_of_a_draft_and_nothing_withheld_is_told(client):
    meeting = make_meeting("Talks", venue="Villa")
    write(meeting, venue="Secret address")
    event = last_event(meeting)
    write(meeting, venue="Villa")
    write(meeting, is_draft=True)
    write(meeting, title="Secret title")
    assert feed_of(client, "/corrections.atom").entries == []
    write(meeting, title="Talks")
    write(meeting, is_draft=False)
    Withheld.objects.create(model="meeting", event=event.pk, reason="Private.")
    for address in ("/corrections.atom", f"/meetings/{meeting.slug}.atom"):
        content = client.get(address).content
        assert b"Secret" not in content
        assert b"Private." in content
        assert "Talks: published again" in titles(feed_of(client, address))


def test_queries_do_not_grow_with_changes(client, django_assert_num_queries):
    for number in (3, 6):
        meeting = make_meeting()
        write(said(meeting, "One"), text="Two")
        write(meeting, venue="Villa")
        with django_assert_num_queries(11):
            assert len(feed_of(client, "/corrections.atom").entries) == number
