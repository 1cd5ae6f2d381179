"""Which held meetings may have met a promise: staff choose, nothing is decided here."""

from django.db.models import Count, F, Q

from .delegations import Delegation

SHOWN = 4


def likely_meetings(rows, follow_up):
    """Up to `SHOWN` held meetings until the day it was due, and as many after; oldest first.

    At each at least two of the parties sat (or the only one) that took part where it was promised,
    and none began before that meeting. Three queries.
    """
    promised_at = follow_up.meeting
    seated = Delegation.objects.filter(meeting=promised_at).order_by()
    parties = list(seated.values_list("party", flat=True))
    day = follow_up.due_latest or follow_up.due_earliest or promised_at.first_day
    if not parties or day is None:
        return []
    again = Count("delegations", filter=Q(delegations__party__in=parties))
    held = rows.held().exclude(pk=promised_at.pk).without_prose()
    held = held.filter(starts_earliest__gte=promised_at.first_day or day)
    held = held.alias(again=again).filter(again__gte=min(2, len(parties)))
    before = held.filter(starts_earliest__lte=day).order_by(F("starts_earliest").desc(), "-pk")
    after = held.filter(starts_earliest__gt=day).order_by("starts_earliest", "pk")
    return [*reversed(before[:SHOWN]), *after[:SHOWN]]
