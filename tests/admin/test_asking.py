"""An editor asks for review; a reviewer publishes the draft, or sends it back with a note."""

import pytest
from django.urls import reverse

from talks.models import Meeting, ReviewNote
from tests.admin.review import page_address, publish, unpublish
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db

LIST = reverse("admin:talks_meeting_changelist", query={"queue": "waiting"})


def ask(client, meeting, note="", button="_ask"):
    return client.post(page_address(meeting), {button: "", "note": note}, follow=True)


def waiting():
    return list(Meeting.objects.waiting_for_review())


def test_a_draft_waits_once_it_was_asked_for(editor, reviewer, draft):
    assert waiting() == []
    page = ask(editor, draft, "Please look at the second statement.")
    assert "Asked for review: it stands in the work queue" in page.text
    assert waiting() == [draft]
    seen = reviewer.get(page_address(draft)).text
    assert "Please look at the second statement." in seen
    assert 'name="_return"' in seen and 'name="_return"' not in page.text
    assert page_address(draft) in reviewer.get(LIST).text


def test_it_is_sent_back_with_a_note_and_asked_for_again(editor, reviewer, draft):
    ask(editor, draft)
    ask(reviewer, draft, "The source lacks its date.", "_return")
    assert waiting() == []
    assert "The source lacks its date." in editor.get(page_address(draft)).text
    ask(editor, draft, "Now it has one.")
    assert waiting() == [draft]


def test_what_is_published_waits_no_longer_nor_when_it_is_withdrawn(editor, reviewer, draft):
    ask(editor, draft)
    publish(reviewer, draft)
    assert waiting() == []
    unpublish(reviewer, draft)
    assert waiting() == []
    steps = list(ReviewNote.objects.values_list("step", flat=True))
    assert steps == ["asked", "published"]


def test_to_send_back_takes_a_note_and_a_draft_that_waits(editor, reviewer, draft):
    ask(editor, draft)
    assert "Say what is missing." in ask(reviewer, draft, "  ", "_return").text
    assert waiting() == [draft]
    ask(reviewer, draft, "No.", "_return")
    assert "It does not wait for review." in ask(reviewer, draft, "No, again.", "_return").text
    assert ReviewNote.objects.count() == 2


@pytest.mark.parametrize("note", ["x" * 5_001, "a\0b"])
def test_a_note_that_cannot_be_kept_comes_back(note, editor, draft):
    page = ask(editor, draft, note)
    assert page.status_code == 200
    assert not ReviewNote.objects.exists()
    assert page.context["asking"].form["note"].value() == note


def test_an_editor_does_not_send_back(editor, draft):
    ask(editor, draft)
    assert ask(editor, draft, "No.", "_return").status_code == 403
    assert waiting() == [draft]


def test_a_published_meeting_is_not_asked_for(editor, reviewer, draft):
    publish(reviewer, draft)
    assert ask(editor, draft).status_code == 403
    assert "Ask for review" not in editor.get(page_address(draft)).text


def test_markup_in_a_note_is_shown_as_text(editor, draft):
    assert "<b>bold</b>" not in ask(editor, draft, "<b>bold</b>").text


def test_notes_of_another_meeting_are_not_shown(editor, draft):
    ask(editor, draft, "About the draft.")
    assert "About the draft." not in editor.get(page_address(make_meeting(draft=True))).text
