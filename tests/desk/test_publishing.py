"""From the form over the preview to the public page, in a browser with all its policies."""

import pytest
from django.conf import settings
from django.urls import reverse

from talks.models import Meeting
from tests.admin.roles import client_of
from tests.factories import make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewer(page, live_server):
    """A page of a reviewer who is signed in."""
    session = client_of("reviewer").cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page


def test_a_draft_is_saved_previewed_and_published(reviewer):
    russia = make_party("Russia")
    meeting = make_meeting("Talks", slug="talks", draft=True, parties=[russia])
    make_statement(meeting, "It was frank.", slug="s1", party=russia)
    reviewer.goto(reverse("admin:talks_meeting_change", args=[meeting.pk]))
    reviewer.locator("#id_venue").fill("Palais des Nations")
    reviewer.get_by_role("button", name="Save and preview").click()
    preview = reviewer.frame_locator("iframe")
    preview.get_by_text("Palais des Nations").wait_for()
    preview.get_by_text("Preview: a draft").wait_for()
    with reviewer.context.expect_page() as opened:
        preview.get_by_role("link", name="Russia").first.click()
    assert "/parties/" in opened.value.url
    reviewer.get_by_role("button", name="Publish").click()
    reviewer.get_by_text("Published: Talks.").wait_for()
    assert Meeting.objects.get().is_published
