"""A meeting as an Akoma Ntoso debate: what it is made of, loaded in batches, and the answer."""

from django.db.models import Q
from django.http import StreamingHttpResponse

from talks.akoma_ntoso import debate
from talks.history.last_changes import last_changes
from talks.models import Meeting, Place

from .addresses import site_of, with_public
from .meeting_page import load_people
from .seats import Seat, delegations_of, person_of

BATCH = 200


@with_public(meeting=lambda: Meeting.objects.published().for_detail_page())
def meeting_akn(request, meeting):
    """Nine queries, and seven for each 200 statements."""
    delegations = delegations_of(meeting)
    load_people(delegations, [])
    chunks = debate(
        meeting,
        places=[Place(**row) for row in meeting.place_rows],
        seats=[seat_of(row, meeting) for row in delegations],
        statements=in_batches(meeting, delegations),
        changed_at=last_changes(meeting.pk, meeting.pk)[meeting.pk],
        site=site_of(request),
    )
    response = StreamingHttpResponse(chunks, "application/akn+xml")
    response["Content-Disposition"] = f'inline; filename="{meeting.slug[:100]}.akn"'
    return response


def seat_of(delegation, meeting):
    """Who sat there, in which post that day; links are the document's own."""
    people = [person_of(one, {}, lambda slug: slug) for one in delegation.seated]
    return Seat(delegation, delegation.party.name_on(meeting.first_day), "", people, False)


def in_batches(meeting, delegations):
    """The statements in their order, a few in memory at a time."""
    rows = meeting.statements.for_meeting_page()
    while batch := list(rows[:BATCH]):
        for statement in batch:
            statement.meeting = meeting
        load_people(delegations, batch)
        yield from batch
        last = batch[-1]
        further = Q(order__gt=last.order) | Q(order=last.order, pk__gt=last.pk)
        rows = meeting.statements.filter(further).for_meeting_page()
