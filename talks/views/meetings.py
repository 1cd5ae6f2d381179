"""Meetings: the list, one meeting, and where on its page a statement stands."""

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render

from talks.filters import MeetingFilter
from talks.models import (
    Delegate,
    FollowUp,
    Issue,
    Meeting,
    Party,
    Place,
    Statement,
    StatementParty,
)

from .addresses import with_public
from .pagination import page_of
from .sources import sources_cited

MEETINGS_ON_A_PAGE = 25
STATEMENTS_ON_A_PAGE = 50
MANY_DELEGATIONS = 12


def meeting_list(request):
    filters = MeetingFilter(request.GET, Meeting.objects.published().newest_first())
    meetings = page_of(request, filters.qs.for_list_page(), MEETINGS_ON_A_PAGE)
    return render(request, "meetings/list.html", {"filters": filters, "meetings": meetings})


@with_public(meeting=lambda: Meeting.objects.published().for_detail_page())
def meeting_detail(request, meeting):
    """Fifteen queries, whatever the size."""
    statements = page_of(
        request,
        meeting.statements.for_meeting_page(),
        STATEMENTS_ON_A_PAGE,
        count=meeting.statement_count,
    )
    delegations = delegations_of(meeting)
    chain = chain_of(meeting)
    load_people(delegations, statements)
    context = {
        "meeting": meeting,
        "statements": statements,
        "differing_accounts": differing_accounts(meeting, delegations),
        "sources": sources_cited(meeting, statements, chain["follow_ups"]),
    }
    context |= head_of(meeting) | table_of(delegations) | chain
    return render(request, "meetings/detail.html", context)


@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def statement_detail(request, meeting, statement):
    """Leads to the statement's place on its meeting's page."""
    said = meeting.statements.filter(slug=statement).only("order").first()
    if said is None:
        raise Http404
    before = Q(order__lt=said.order) | Q(order=said.order, pk__lt=said.pk)
    page = meeting.statements.filter(before).count() // STATEMENTS_ON_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{meeting.get_absolute_url()}{query}#s-{said.slug}")


def delegations_of(meeting):
    """Delegations with their delegates, each told whether its party has a statement on record."""
    alone = Statement.objects.filter(meeting=meeting, party=OuterRef("party"))
    jointly = StatementParty.objects.filter(
        statement__meeting=meeting,
        party=OuterRef("party"),
        role=StatementParty.Role.JOINTLY_WITH,
    )
    delegates = Delegate.objects.select_related("official", "on_behalf_of")
    return list(
        meeting.delegations.select_related("party")
        .annotate(has_statements=Exists(alone) | Exists(jointly))
        .prefetch_related(Prefetch("delegates", delegates.order_by("order", "pk")))
        .order_by("order", "pk")
    )


def head_of(meeting):
    """The short lists of a meeting's head, as its own query brought them."""
    return {
        "places": [Place(**row) for row in meeting.place_rows],
        "auspices": [Party(**row) for row in meeting.auspice_rows],
        "issues": [Issue(**row) for row in meeting.issue_rows],
    }


def table_of(delegations):
    return {
        "delegations": delegations,
        "has_many_delegations": len(delegations) > MANY_DELEGATIONS,
        "heard": [row.party for row in delegations if row.has_statements],
        "unheard": [row.party for row in delegations if not row.has_statements],
    }


def chain_of(meeting):
    """What was promised here, what led here, and the meetings around it; published ends only."""
    here = Q(meeting=meeting) | Q(to_meeting=meeting, meeting__is_draft=False)
    links = FollowUp.objects.filter(here).for_list_page().order_by("meeting__slug", "order", "pk")
    return Meeting.objects.around(meeting) | {
        "follow_ups": [row for row in links if row.meeting_id == meeting.pk and is_shown(row)],
        "preceding": [row for row in links if row.to_meeting_id == meeting.pk],
    }


def is_shown(follow_up):
    """An editors' link that leads to a draft says nothing to a reader."""
    return follow_up.is_promise or follow_up.public_to_meeting is not None


def load_people(delegations, statements):
    """The posts of everyone named on the page, and the parties' names of the day: two queries."""
    officials = [d.official for row in delegations for d in row.delegates.all() if d.official]
    officials += [said.speaker for said in statements if said.speaker]
    officials += [row.speaker for said in statements for row in said.speakers.all()]
    prefetch_related_objects(officials, "appointments")
    parties = [row.party for row in delegations]
    parties += [said.party for said in statements if said.party]
    parties += [row.party for said in statements for row in said.parties.all()]
    prefetch_related_objects(parties, "other_names")


def differing_accounts(meeting, delegations):
    """Triples of what sources differ on, in words, what one says, and its citation."""
    people = {
        d.official.slug: d.official.name
        for row in delegations
        for d in row.delegates.all()
        if d.official
    }
    return [
        (people.get(citation.about, citation.about.replace("_", " ")), citation)
        for citation in meeting.citations.all()
        if citation.about and citation.says
    ]
