"""What may be on record twice: groups of ids, each group's own in order. Nothing is merged here."""

from collections import defaultdict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from talks.folding import fold


def officials_sharing_a_name():
    """Officials with an equal name, alias or native name once folded, as across scripts.

    Reads all names: one query.
    """
    from .officials import Official

    names = defaultdict(set)
    rows = Official.objects.order_by().values_list("slug", "name", "native_name", "other_names")
    for slug, name, native, others in rows.iterator():
        for spelling in filter(None, [name, native, *others]):
            names[fold(spelling)].add(slug)
    return groups(names)


def meetings_at_once():
    """Meetings of the same two or more parties on the same day. One query.

    A meeting that is part of another is not its duplicate.
    """
    from .meetings import Meeting

    days = defaultdict(set)
    rows = Meeting.objects.order_by().filter(part_of=None).exclude(starts="")
    several = (
        rows.values("slug", "starts").annotate(number=Count("delegations")).filter(number__gt=1)
    )
    seated = ArrayAgg("delegations__party", order_by="delegations__party")
    rows = several.annotate(parties=seated).values_list("slug", "starts", "parties")
    for slug, starts, parties in rows:
        days[starts, tuple(parties)].add(slug)
    return groups(days)


def groups(found):
    """The sets of more than one id among `found`'s values, each once, sorted."""
    return sorted({tuple(sorted(ids)) for ids in found.values() if len(ids) > 1})


def members(found):
    """All ids of some groups, each once."""
    return {slug for ids in found for slug in ids}


def others(found):
    """For each id of some groups, the ids that stand with it in one; for any other none."""
    beside = defaultdict(set)
    for ids in found:
        for slug in ids:
            beside[slug] |= {*ids} - {slug}
    return beside
