"""Dates in the admin: written as people say them, and shown as they were understood."""

import pytest
from django.urls import reverse

from talks.models import Appointment, Meeting
from tests.admin.pages import change, change_address, errors
from tests.factories import make_appointment, make_meeting, make_official, make_party

pytestmark = pytest.mark.django_db
ADDRESS = reverse("understood_date")


def test_a_meeting_takes_its_days_in_words(admin_client):
    meeting = make_meeting(draft=True, starts="2021")
    saved = change(
        admin_client, meeting, starts="10–13 January 2022", old_dates="Jan 2022\nabout 1 May 2021"
    )
    assert errors(saved) == []
    meeting.refresh_from_db()
    assert (meeting.starts, meeting.ends) == ("2022-01-10", "2022-01-13")
    assert meeting.old_dates == ["2022-01", "2021-05-01~"]
    page = admin_client.get(change_address(meeting)).content.decode()
    assert '<output class="understood">10 January 2022</output>' in page


def test_several_days_are_not_told_twice(admin_client):
    meeting = make_meeting(draft=True, starts="2021", ends="2021-02-03")
    refused = change(admin_client, meeting, starts="1–2 February 2021")
    assert errors(refused) == [
        "The last day stands here and beside the first: leave one of the two."
    ]
    assert 'value="1–2 February 2021"' in refused.content.decode()
    saved = change(admin_client, meeting, starts="1–3 February 2021", ends="3 February 2021")
    assert errors(saved) == []
    meeting.refresh_from_db()
    assert (meeting.starts, meeting.ends) == ("2021-02-01", "2021-02-03")


def test_rows_below_take_them_too(admin_client):
    official = make_official()
    make_appointment(official, make_party(), starts="2013")
    values = {"appointments-0-starts": "2013 – March 2021"}
    assert errors(change(admin_client, official, **values)) == []
    (post,) = Appointment.objects.all()
    assert (post.starts, post.ends) == ("2013", "2021-03")


def test_what_cannot_be_read_comes_back_with_the_reason(admin_client):
    meeting = make_meeting(draft=True, starts="2021")
    refused = change(admin_client, meeting, starts="next week")
    assert 'value="next week"' in refused.content.decode()
    (reason,) = errors(refused)
    assert "next week" in reason
    assert Meeting.objects.get().starts == "2021"


@pytest.mark.parametrize(
    ("text", "words", "error"),
    [
        ("", "", ""),
        ("14 jan 2022", "14 January 2022", ""),
        ("10–13 January 2022", "10–13 January 2022", ""),
        ("2022-01-10/2022-01-12", "between 10 and 12 January 2022", ""),
        ("32 January 2022", "", '"2022-01-32" is no day of the calendar.'),
        ("1" * 10_000, "", "so long a text is not a date."),
    ],
)
def test_what_is_understood_is_told_while_one_writes(text, words, error, admin_client):
    answer = admin_client.get(ADDRESS, {"text": text})
    assert answer.json() == {"words": words, "error": error}


def test_only_staff_are_told(client):
    assert client.get(ADDRESS, {"text": "2022"}).status_code == 302
