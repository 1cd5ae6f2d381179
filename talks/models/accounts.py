"""Whose account of a meeting is on record: the sides that took part, and those that are heard.

A side is heard by a statement of its own or by one made jointly with it.
"""

from django.db.models import Count, Exists, OuterRef, Q

from .choices import DelegationRole
from .delegations import Delegation


def sides():
    """Delegations that took part: `Delegation.took_part` says the same of one."""
    return Delegation.objects.order_by().exclude(role=DelegationRole.OBSERVER)


def heard():
    """Ids of the sides that made a statement, alone or jointly."""
    from .statement_links import StatementParty
    from .statements import Statement

    own = Statement.objects.filter(meeting=OuterRef("meeting"), party=OuterRef("party"))
    jointly = StatementParty.objects.filter(
        statement__meeting=OuterRef("meeting"),
        party=OuterRef("party"),
        role=StatementParty.Role.JOINTLY_WITH,
    )
    # As a union each half is one join; as an OR every side would ask for its statements anew.
    halves = [sides().filter(Exists(made)).values("pk") for made in (own, jointly)]
    return halves[0].union(halves[1], all=True)


def meetings_with_one():
    """Ids of meetings of two or more sides of which exactly one is heard."""
    counted = (
        sides()
        .values("meeting")
        .annotate(number=Count("pk"), told=Count("pk", filter=Q(pk__in=heard())))
    )
    return counted.filter(number__gt=1, told=1).values("meeting")
