"""Officials: the list, and one official with posts, meetings and statements."""

from django.db.models import F
from django.shortcuts import render

from talks.filters import OfficialFilter
from talks.models import Delegate, Official, Statement

from .addresses import with_public
from .pagination import page_of

OFFICIALS_ON_A_PAGE = 50
MEETINGS_ON_A_PAGE = 25
LATEST_STATEMENTS = 5


def official_list(request):
    filters = OfficialFilter(request.GET, Official.objects.public())
    officials = page_of(request, filters.qs.for_list_page(), OFFICIALS_ON_A_PAGE)
    return render(request, "officials/list.html", {"filters": filters, "officials": officials})


@with_public(official=lambda: Official.objects.public())
def official_detail(request, official):
    said = Statement.objects.published().made_by(official)
    return render(
        request,
        "officials/detail.html",
        {
            "official": official,
            "posts": posts_of(official),
            "seats": page_of(request, seats_of(official), MEETINGS_ON_A_PAGE),
            "statements": said.newest_first().for_list_page()[:LATEST_STATEMENTS],
            "statement_count": said.count(),
        },
    )


def posts_of(official):
    """Newest first; all of a public official's posts are public."""
    return (
        official.appointments.select_related("party")
        .prefetch_related("citations__source")
        .order_by(F("starts_earliest").desc(nulls_last=True), "order", "pk")
    )


def seats_of(official):
    """Where an official sat as a delegate at published meetings, newest first."""
    long = [f"delegation__meeting__{field}" for field in ("summary", "outcome", "folded", "search")]
    return (
        Delegate.objects.filter(official=official, delegation__meeting__is_draft=False)
        .select_related("delegation__meeting", "delegation__party", "on_behalf_of")
        .defer(*long)
        .order_by(
            F("delegation__meeting__starts_earliest").desc(nulls_last=True),
            "delegation__meeting__slug",
            "pk",
        )
    )
