"""Parties: the list, one party, and two parties' meetings with each other."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Value, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from talks.facets import Dimension, facets_of
from talks.filters import PartyFilter, seating_party
from talks.filters.fields import YearField
from talks.filters.words import KINDS
from talks.kept_counts import kept
from talks.models import Appointment, FollowUp, Meeting, Official, Party
from talks.models.choices import PartyKind
from talks.models.encounters import (
    ENCOUNTERS,
    encounters,
    encounters_per_year,
    first_and_last,
    officials_sat_for,
    pairs_across,
    parties_met,
    per_year,
)
from talks.models.stances import compared, latest_by_issue, made_by_party
from talks.structured_data import party_graph

from .addresses import site_of, with_public
from .lists import EVERY_ROW, meetings_by, render_list, with_filters
from .meeting_years import chart_of, meetings_chart
from .pagination import page_of
from .sections import sections_of

PARTIES_ON_A_PAGE = 300
MEETINGS_ON_A_PAGE = 25
LATEST_MEETINGS = 10
FIRST_OFFICIALS = 12
MET_MOST = 10
LATEST_PROMISES = 5
ISSUES_SHOWN = 20
ISSUES_COMPARED = 50
KIND = Dimension("kind", "Kind", own="kind", words=dict(PartyKind.choices).get)


@with_filters(PartyFilter, lambda: Party.objects.public().by_kind())
def party_list(request, filters):
    """Four queries, two while the counts are kept."""
    facets, meetings = kept(("parties", filters.canonical_query), lambda: counts_of(filters))
    parties = page_of(request, filters.qs, PARTIES_ON_A_PAGE, count=facets.total)
    for party in parties:
        party.meeting_count = meetings.get(party.slug, 0)
    context = {"parties": parties, "kinds": KINDS, "facets": facets}
    return render_list(request, "parties/list.html", filters, parties, **context)


def counts_of(filters):
    """Of parties by kind, and of meetings by party."""
    kinds = facets_of(filters.in_force, filters.qs.order_by(), [KIND], cap=EVERY_ROW)
    return kinds, meetings_by("party")


def with_parties(*names):
    """As `with_public`; but for each of the ids, most parties are found by a seat of theirs.

    Which parties are public is a long question (who is named by whom); it is asked of the others.
    """

    def decorate(view):
        by_seat = with_public(**dict.fromkeys(names, lambda: tied(Party.objects.seated())))(view)
        any_way = with_public(**dict.fromkeys(names, lambda: tied(Party.objects.public())))(view)

        @wraps(view)
        def shown(request, **ids):
            try:
                return by_seat(request, **ids)
            except Http404:
                return any_way(request, **ids)

        return shown

    return decorate


def tied(parties):
    return parties.select_related("predecessor").prefetch_related("other_names")


@with_parties("party")
def party_detail(request, party):
    meetings = seating_party(Meeting.objects.published(), party)
    years = per_year(meetings)
    context = {
        "party": party,
        "meetings": meetings.newest_first().for_list_page()[:LATEST_MEETINGS],
        "meeting_count": sum(years.values()),
        "years": sorted(filter(None, years)),
        "chart": meetings_chart(years, party=party.slug),
        "officials": officials_of(party),
        "met_most": [
            (other, pair_address(party, other)) for other in parties_met(party)[:MET_MOST]
        ],
    }
    context |= ties_of(party) | words_of(party)
    names, blocs = context["names"], context["blocs"]
    context["structured_data"] = party_graph(site_of(request), party, names, blocs)
    return render(request, "parties/detail.html", context)


def words_of(party):
    """What it said on each issue, and what it promised. Seven queries."""
    made = made_by_party(party)
    said, more_issues = latest_by_issue(made, ISSUES_SHOWN)
    promises = FollowUp.objects.published().promises().filter(promisers__party=party)
    return {
        "said": said,
        "more_issues": more_issues,
        "statement_count": made.count(),
        "promises": promises.latest_due().for_list_page()[:LATEST_PROMISES],
    }


def ties_of(party):
    """Its names and the public parties tied to it.

    A bloc's members and the predecessor are public because the party is.
    """
    blocs, successors = list(party.blocs.all()), list(party.successors.all())
    ids = [other.pk for other in blocs + successors]
    public = set(Party.objects.public().filter(pk__in=ids) if ids else ())
    return {
        "names": sorted(party.other_names.all(), key=lambda name: not name.is_dated),
        "members": party.members.order_by("sort_key", "slug"),
        "blocs": [other for other in blocs if other in public],
        "successors": [other for other in successors if other in public],
    }


def officials_of(party):
    """Those who sat for it most often; where few did, those who held a post for it, too."""
    people = list(officials_sat_for(party)[:FIRST_OFFICIALS])
    if len(people) < FIRST_OFFICIALS:
        posted = Official.objects.public().filter(appointments__party=party).distinct()
        others = posted.exclude(pk__in=[official.pk for official in people])
        people += others.defer("folded").annotate(times=Value(0))[: FIRST_OFFICIALS - len(people)]
    posts = Appointment.objects.filter(party=party).order_by("order", "pk")
    prefetch_related_objects(people, Prefetch("appointments", posts))
    return people


@with_parties("party", "other")
def party_pair(request, party, other):
    """The address has the two ids in alphabetical order; the other order leads to it."""
    if party == other:
        raise Http404
    if party.slug > other.slug:
        return redirect(pair_address(party, other), permanent=True)
    year, note = year_asked(request)
    counts = encounters_per_year(party, other)
    years = counts["met"]
    sections, shown = sections_of(request, *lists_of(party, other, year, counts))
    rows = shown.rows.newest_first().for_list_page()
    meetings = page_of(request, rows, MEETINGS_ON_A_PAGE, count=shown.count)
    context = {
        "party": party,
        "other": other,
        "sections": sections,
        "meetings": meetings,
        "year": year,
        "note": note,
        "times": sum(years.values()),
        "chart": chart_of(years, lambda year: f"?show=met&year={year}#meetings", {year}),
    }
    faces = across_the_table(party, other) if years else {}
    return render(request, "parties/pair.html", context | faces | where_they_stand(party, other))


def across_the_table(party, other):
    """Of two that have met: the first and the last time, and who sat there."""
    first, last = first_and_last(encounters(party, other)["met"])
    return {"first": first, "last": last, "across": pairs_across(party, other, MET_MOST)}


def where_they_stand(party, other):
    """Their latest stances, and the pairs with those who came before them."""
    stances, more_issues = compared(party, other, ISSUES_COMPARED)
    return {
        "stances": stances,
        "more_issues": more_issues,
        "before": [
            (side, side.predecessor, pair_address(side.predecessor, opposite))
            for side, opposite in ((party, other), (other, party))
            if side.predecessor and side.predecessor != opposite
        ],
    }


def year_asked(request):
    """The year that `?year=` asks for, or None, and what to say where it cannot be read."""
    try:
        return YearField(required=False).clean(request.GET.get("year", "")), ""
    except ValidationError as error:
        return None, error.messages[0]


def lists_of(party, other, year, counts):
    """The lists of their meetings, and how long each is; of one year, if that is asked for."""
    rows = encounters(party, other, year)
    labelled = {name: (label, rows[name]) for name, label in ENCOUNTERS.items()}
    lengths = {
        name: sum(years.values()) if year is None else years.get(year, 0)
        for name, years in counts.items()
    }
    return labelled, lengths


def pair_address(one, other):
    return reverse("party_pair", args=sorted([one.slug, other.slug]))
