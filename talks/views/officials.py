"""Officials: the list, and one official with posts, meetings and statements."""

from django.db.models import F, Prefetch
from django.shortcuts import render

from talks.facets import Dimension, Tie, facets_of
from talks.filters import OfficialFilter
from talks.kept_counts import kept
from talks.models import Appointment, Delegate, Meeting, Official, Party, Statement
from talks.models.encounters import officials_met, parties_sat_for, per_year
from talks.models.stances import latest_by_issue, made_by_official
from talks.structured_data import official_graph

from .addresses import site_of, with_public
from .lists import EVERY_ROW, letters_of, render_list, with_filters
from .meeting_years import meetings_chart
from .pagination import page_of

OFFICIALS_ON_A_PAGE = 50
MEETINGS_ON_A_PAGE = 25
LATEST_STATEMENTS = 5
ISSUES_SHOWN = 20
MET_MOST = 12
SEATS = Delegate.objects.filter(delegation__meeting__is_draft=False)
SERVED = Dimension(
    "party",
    "Party",
    # All of a public official's posts are public; of the seats, those at published meetings are.
    ties=(
        Tie(Appointment.objects.all(), "official", "party"),
        Tie(SEATS, "official", "delegation__party"),
    ),
    noun=Party,
    may_repeat=True,
    top=20,
)


@with_filters(OfficialFilter, lambda: Official.objects.public())
def official_list(request, filters):
    """Five queries, three while the counts are kept; and one for the parties that filter."""
    (letters, count), facets = kept(
        ("officials", filters.canonical_query), lambda: counts_of(filters)
    )
    officials = page_of(request, filters.qs.for_list_page(), OFFICIALS_ON_A_PAGE, count=count)
    context = {"officials": officials, "letters": letters, "facets": facets}
    return render_list(request, "officials/list.html", filters, officials, **context)


def counts_of(filters):
    """By letter, and by party."""
    letters = letters_of(filters.qs, OFFICIALS_ON_A_PAGE)
    return letters, facets_of(filters.in_force, filters.qs.order_by(), [SERVED], cap=EVERY_ROW)


@with_public(official=lambda: Official.objects.public())
def official_detail(request, official):
    sat_for = list(parties_sat_for(official))
    posts = list(posts_of(official))
    count = sum(party.times for party in sat_for)
    years = per_year(Meeting.objects.published().seating(official))
    made = made_by_official(official)
    said, more_issues = latest_by_issue(made, ISSUES_SHOWN)
    elsewhere = Statement.objects.filter(pk__in=made, statement_issues=None).newest_first()
    context = {
        "official": official,
        "posts": posts,
        "served": served(posts, sat_for),
        "seats": page_of(request, seats_of(official), MEETINGS_ON_A_PAGE, count=count),
        "years": sorted(filter(None, years)),
        "chart": meetings_chart(years, official=official.slug),
        "met_most": officials_met(official)[:MET_MOST],
        "said": said,
        "more_issues": more_issues,
        "statements": elsewhere.for_list_page()[:LATEST_STATEMENTS],
        "statement_count": made.count(),
        "structured_data": official_graph(site_of(request), official, posts),
    }
    return render(request, "officials/detail.html", context)


def served(posts, sat_for):
    """The parties for which somebody held a post or sat, the latest post's first."""
    return list(dict.fromkeys([*(post.party for post in posts), *sat_for]))


def posts_of(official):
    """Newest first; all of a public official's posts are public."""
    return (
        official.appointments.select_related("party")
        .prefetch_related("citations__source")
        .order_by(F("starts_earliest").desc(nulls_last=True), "order", "pk")
    )


def seats_of(official):
    """Where an official sat as a delegate at published meetings, newest first. Four queries."""
    meetings = Prefetch("delegation__meeting", Meeting.objects.for_list_page())
    return (
        Delegate.objects.filter(official=official, delegation__meeting__is_draft=False)
        .select_related("delegation__party", "on_behalf_of")
        .prefetch_related(meetings)
        .order_by(
            F("delegation__meeting__starts_earliest").desc(nulls_last=True),
            "delegation__meeting__slug",
            "pk",
        )
    )
