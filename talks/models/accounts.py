"""Whose account of a meeting is on record: the sides that took part, and those that are heard.

A side is heard by a statement of its own or by one made jointly with it.
"""

from django.db.models import Count, F, Q

from .choices import DelegationRole, StatementPartyRole
from .delegations import Delegation


def sides():
    """Delegations that took part: `Delegation.took_part` says the same of one."""
    return Delegation.objects.order_by().exclude(role=DelegationRole.OBSERVER)


def heard():
    """Ids of the sides that made a statement, alone or jointly."""
    own = sides().filter(meeting__statements__party=F("party"))
    jointly = sides().filter(
        meeting__statements__parties__party=F("party"),
        meeting__statements__parties__role=StatementPartyRole.JOINTLY_WITH,
    )
    # As a union each half is one join; as an OR every statement would be asked for every side.
    return own.values("pk").union(jointly.values("pk"))


def meetings_with_one():
    """Ids of meetings of two or more sides of which exactly one is heard."""
    counted = (
        sides()
        .values("meeting")
        .annotate(number=Count("pk"), told=Count("pk", filter=Q(pk__in=heard())))
    )
    return counted.filter(number__gt=1, told=1).values("meeting")
