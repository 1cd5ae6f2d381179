"""The front page, and the page about the record."""

from django.shortcuts import render
from django.utils import timezone

from talks.models import FollowUp, Meeting

MEETINGS_A_COLUMN = 6
FOLLOW_UPS_A_COLUMN = 4


def home(request):
    """Ten queries."""
    meetings = Meeting.objects.published()
    promises = FollowUp.objects.published().for_list_page()
    same_day = meetings.on_this_day(timezone.localdate()).newest_first().without_prose()
    return render(
        request,
        "home/home.html",
        {
            "upcoming": meetings.upcoming().oldest_first().for_list_page()[:MEETINGS_A_COLUMN],
            "latest": meetings.latest_on_record().for_list_page()[:MEETINGS_A_COLUMN],
            "on_this_day": same_day[:MEETINGS_A_COLUMN],
            "without_outcome": promises.late().latest_due()[:FOLLOW_UPS_A_COLUMN],
            "still_due": promises.still_due().by_due_date()[:FOLLOW_UPS_A_COLUMN],
        },
    )


def about(request):
    return render(request, "home/about.html")
