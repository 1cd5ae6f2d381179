"""Publishing and withdrawing as staff do it: open the page, press the button."""

from django.urls import reverse

from talks.models import Meeting

BECAUSE = "Its only source was a hoax."


def page_address(meeting):
    return reverse("admin:talks_meeting_publish", args=[meeting.pk])


def preview_address(meeting):
    return reverse("meeting_preview", args=[meeting.pk])


def unpublish_address(meeting):
    return reverse("admin:talks_meeting_unpublish", args=[meeting.pk])


def publish(client, meeting):
    """Open the page and press the button on it."""
    page = client.get(page_address(meeting))
    return client.post(page_address(meeting), {"version": page.context["version"]}, follow=True)


def unpublish(client, meeting, because=BECAUSE):
    return client.post(unpublish_address(meeting), {"because": because}, follow=True)


def is_public(meeting):
    return Meeting.objects.published().filter(pk=meeting.pk).exists()
