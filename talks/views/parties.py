"""Parties: the list, one party, and two parties' meetings with each other."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from talks.filters import PartyFilter, in_service_of, seating_party
from talks.models import FollowUp, Meeting, Official, Party, Statement
from talks.models.meetings import TOOK_PART

from .addresses import with_public
from .pagination import page_of
from .sections import sections_of

PARTIES_ON_A_PAGE = 100
MEETINGS_ON_A_PAGE = 25
LATEST_MEETINGS = 10
FIRST_OFFICIALS = 12
MET_MOST = 10


def party_list(request):
    filters = PartyFilter(request.GET, Party.objects.public())
    parties = page_of(request, filters.qs.for_list_page(), PARTIES_ON_A_PAGE)
    return render(request, "parties/list.html", {"filters": filters, "parties": parties})


@with_public(party=lambda: Party.objects.public().select_related("predecessor"))
def party_detail(request, party):
    meetings = seating_party(Meeting.objects.published(), party)
    officials = in_service_of(Official.objects.public(), party)
    busiest = officials.for_list_page().order_by("-meeting_count", "sort_key", "slug")
    context = {
        "party": party,
        "meetings": meetings.newest_first().for_list_page()[:LATEST_MEETINGS],
        "meeting_count": meetings.count(),
        "officials": busiest[:FIRST_OFFICIALS],
        "official_count": officials.count(),
        "statement_count": Statement.objects.published().made_by_party(party).count(),
        "promise_count": FollowUp.objects.published().filter(promisers__party=party).count(),
        "met_most": [(other, pair_address(party, other)) for other in met_most(party)],
    }
    return render(request, "parties/detail.html", context | ties_of(party))


def ties_of(party):
    """Its names and the public parties tied to it.

    A bloc's members and the predecessor are public because the party is.
    """
    public = Party.objects.public()
    return {
        "other_names": party.other_names.all(),
        "members": party.members.order_by("sort_key", "slug"),
        "blocs": public.filter(memberships__member=party),
        "successors": public.filter(predecessor=party),
    }


@with_public(party=lambda: Party.objects.public(), other=lambda: Party.objects.public())
def party_pair(request, party, other):
    """The address has the two ids in alphabetical order; the other order leads to it."""
    if party == other:
        raise Http404
    if party.slug > other.slug:
        return redirect(pair_address(party, other), permanent=True)
    sections, shown = sections_of(request, encounters(party, other))
    meetings = shown.rows.newest_first().for_list_page()
    return render(
        request,
        "parties/pair.html",
        {
            "party": party,
            "other": other,
            "sections": sections,
            "meetings": page_of(request, meetings, MEETINGS_ON_A_PAGE, count=shown.count),
        },
    )


def encounters(party, other):
    """Published meetings in which both took part: who met, and who was merely present."""
    between = Meeting.objects.published().between(party, other)
    held = between.held()
    return {
        "met": ("Met", held.face_to_face()),
        "both_present": ("Both present", held.both_present()),
        "indirect": ("Through a mediator", held.indirect()),
        "not_held": ("Planned or not held", between.not_held()),
    }


def met_most(party):
    """The parties it has met most, each with its `times`. One query."""
    met = Meeting.objects.published().held().face_to_face().attended_by(party)
    return (
        Party.objects.filter(delegations__meeting__in=met, delegations__role__in=TOOK_PART)
        .exclude(pk=party.pk)
        .annotate(times=Count("delegations"))
        .order_by("-times", "sort_key", "slug")[:MET_MOST]
    )


def pair_address(one, other):
    return reverse("party_pair", args=sorted([one.slug, other.slug]))
