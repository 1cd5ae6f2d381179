"""A transcript is pasted: read first, written as a draft when staff say so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talks.models import Guess, Meeting
from tests.admin.roles import client_of
from tests.factories import make_meeting
from tests.importers.transcripts.test_transcripts import COUNCIL

pytestmark = pytest.mark.django_db
TEXT = "Wendy Sherman (United States): <b>No.</b>\nSergei Ryabkov (Russia): Yes."
NEW = {"text": TEXT, "meeting": "talks", "title": "Talks", "starts": "10 January 2022"}


def send(role="editor", **data):
    return client_of(role).post(reverse("import_transcript"), data)


def test_reading_shows_who_would_sit_where_and_writes_nothing():
    page = send(**NEW).text
    assert "Wendy Sherman" in page and "Taken by the name alone" in page
    assert "2 statements" in page and not Meeting.objects.exists()
    assert "&lt;b&gt;No.&lt;/b&gt;" in page and "<b>No." not in page


def test_writing_makes_a_draft_and_leads_to_it():
    answer = send(**NEW, commit="1")
    meeting = Meeting.objects.get()
    assert answer.url == reverse("admin:talks_meeting_change", args=[meeting.pk])
    assert (meeting.is_draft, meeting.starts, meeting.statements.count()) == (True, "2022-01-10", 2)
    assert Guess.objects.count() == 2


def test_a_file_of_the_council_needs_nothing_else():
    file = SimpleUploadedFile("s.txt", COUNCIL.read_bytes())
    page = send(file=file)
    assert "Security Council, 9990th meeting" in page.text and "Adoption of the agenda" in page.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Paste the text"),
        ({"text": "Nobody speaks."}, "No speaker was found"),
        ({"text": TEXT}, "Not told"),
        (NEW | {"starts": "some day"}, "This is no date"),
        (NEW | {"meeting": "Not an id"}, "valid"),
        (NEW | {"title": " "}, "Not told"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_is_kept(data, said):
    page = send(**data, commit="1").text
    assert said in page and not Meeting.objects.exists()
    assert data.get("text", "").splitlines()[-1:] == [] or "Ryabkov" in page or "Nobody" in page


def test_a_file_that_is_no_text_is_refused():
    page = send(file=SimpleUploadedFile("s.txt", b"%PDF-\x00\xff"), commit="1").text
    assert "no text in UTF-8" in page


@pytest.mark.parametrize(
    ("slug", "data"),
    [("talks", NEW), ("unsc-s-pv-9990", {"text": COUNCIL.read_text(encoding="utf-8")})],
)
def test_a_published_meeting_takes_none(slug, data):
    meeting = make_meeting(slug=slug)
    assert "This meeting is published" in send(**data, commit="1").text
    assert not meeting.statements.exists()
