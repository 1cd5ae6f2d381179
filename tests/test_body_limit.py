"""What may be sent at once: little by a reader, a long form by staff."""

import pytest
from django.urls import reverse

from talks.body_limit import PUBLIC_BYTES
from talks.models import Meeting
from tests.admin.pages import add

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["contact", "admin:login"])
def test_a_reader_sends_little(client, address):
    response = client.post(reverse(address), {"message": "a" * PUBLIC_BYTES})
    assert response.status_code == 413
    assert "Too much at once" in response.text


def test_staff_send_a_form_of_long_texts(admin_client):
    long = "й" * 999_999
    response = add(
        admin_client, Meeting, title="T", slug="t", status="held", summary=long, outcome=long
    )
    assert response.status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.summary == meeting.outcome == long


@pytest.mark.parametrize("announced", ["", "-1", "x", "²"])
def test_a_nonsensical_length_is_no_error(client, announced):
    response = client.generic("POST", reverse("contact"), b"", CONTENT_LENGTH=announced)
    assert response.status_code < 500
