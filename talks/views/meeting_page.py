"""One meeting's page put together: its statements in parts, and all that stands around them."""

from django.db.models import Q, prefetch_related_objects

from talks.history.amendments import corrected_at

from .accounts import accounts_of
from .as_of import addresses_of
from .chain import chain_of
from .coverage import coverage_of
from .meeting_head import accounts_that_differ, head_of, standing_of
from .pagination import page_of
from .portions import portions_of
from .seats import delegations_of, seats_of
from .sources import sources_cited

# How many statements stand on a page. Speeches are long: fewer keep the page light.
PORTIONS = [50, 25, 15, 10]
LETTERS_IN_A_PORTION = 80_000
MANY_DELEGATIONS = 12


def meeting_page(request, meeting):
    """What the page of a meeting shows. Sixteen queries, the meeting's own two included; one more
    where the statements come in portions."""
    heard = list(meeting.statements.heard())
    number = sum(row.number for row in heard)
    size = portion_size(sum(row.letters for row in heard) / max(number, 1))
    statements = portion_asked_for(request, meeting, size, number)
    delegations = delegations_of(meeting)
    load_people(delegations, statements)
    differing = accounts_that_differ(meeting, delegations)
    chain = chain_of(meeting)
    addresses = addresses_of(request)
    seats = seats_of(meeting, delegations, statements, heard, differing, addresses)
    sources = sources_cited(meeting, statements, chain["follow_ups"])
    portions = portions_of(statements)
    return {
        **chain,
        **head_of(meeting, addresses),
        **accounts_of(meeting, delegations, statements, addresses),
        "statements": statements,
        "portions": portions,
        "standing": standing_of(meeting),
        "seats": seats,
        "has_many_delegations": len(seats) > MANY_DELEGATIONS,
        "differing": differing,
        "sources": sources,
        "coverage": coverage_of(meeting, seats, sources, number, is_whole=portions is None),
    }


def portion_asked_for(request, meeting, size, number):
    """Skips over ids alone: what a far portion costs is that of the first."""

    def load(rows):
        marked = rows.annotate(corrected_at=corrected_at(meeting))
        statements = list(marked.for_meeting_page())
        for statement in statements:
            statement.meeting = meeting
        return statements

    return page_of(request, meeting.statements.order_by("order", "pk"), size, number, load)


def portion_size(length):
    """How many statements stand on a page, by the average length of the meeting's."""
    fitting = (size for size in PORTIONS if size * length <= LETTERS_IN_A_PORTION)
    return next(fitting, PORTIONS[-1])


def permalink_target(statement, query=""):
    """Where on its meeting's page a statement stands: two queries. `query` stays in the address."""
    meeting = statement.meeting
    before = Q(order__lt=statement.order) | Q(order=statement.order, pk__lt=statement.pk)
    size = portion_size(meeting.statements.average_length())
    portion = meeting.statements.filter(before).count() // size + 1
    query = "&".join(filter(None, [query, f"page={portion}" if portion > 1 else ""]))
    address = meeting.get_absolute_url()
    return f"{address}{query and '?'}{query}#s-{statement.slug}"


def load_people(delegations, statements):
    """The posts of everyone named on the page, and the parties' names of the day: two queries.

    Each official and each party becomes one object, however often it is named: what is loaded
    for it is then loaded once.
    """
    officials, parties = {}, {}
    titles = {}
    for row in delegations:
        row.party = parties.setdefault(row.party_id, row.party)
        for delegate in [one for one in row.seated if one.official]:
            delegate.official = officials.setdefault(delegate.official_id, delegate.official)
            titles[row.party_id, delegate.official_id] = delegate.title
    for said in statements:
        said.seat_title = titles.get((said.party_id, said.speaker_id))
        if said.speaker:
            said.speaker = officials.setdefault(said.speaker_id, said.speaker)
        for row in [said, *said.parties.all()]:
            if row.party:
                row.party = parties.setdefault(row.party_id, row.party)
    prefetch_related_objects(list(officials.values()), "appointments")
    prefetch_related_objects(list(parties.values()), "other_names")
