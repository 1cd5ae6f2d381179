"""Follow-ups: what was promised, by due date."""

from django.shortcuts import render

from talks.filters import FollowUpFilter
from talks.models import FollowUp

from .pagination import page_of

FOLLOW_UPS_ON_A_PAGE = 50


def follow_up_list(request):
    """Promises only: an editors' link has no state and no due date."""
    filters = FollowUpFilter(request.GET, FollowUp.objects.published().promises().by_due_date())
    follow_ups = page_of(request, filters.qs.for_list_page(), FOLLOW_UPS_ON_A_PAGE)
    return render(request, "follow_ups/list.html", {"filters": filters, "follow_ups": follow_ups})
