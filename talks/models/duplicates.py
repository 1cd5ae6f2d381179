"""What may be on record twice: groups of ids, each group's own in order."""

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


def parties_sharing_a_name():
    """Parties with an equal name, native or other name once folded. Two queries."""
    from .parties import Party, PartyName

    names = defaultdict(set)
    for slug, name, native in Party.objects.order_by().values_list("slug", "name", "native_name"):
        for spelling in filter(None, [name, native]):
            names[fold(spelling)].add(slug)
    # A former name is another party's own where one followed the other: that is no sign.
    undated = PartyName.objects.order_by().filter(starts="", ends="")
    for slug, name in undated.values_list("party__slug", "name"):
        names[fold(name)].add(slug)
    return groups(names)


def places_sharing_a_name():
    """Places of one name in one country, or where one of them has no country. One query."""
    from .places import Place

    cities, unknown = defaultdict(set), defaultdict(set)
    for slug, city, country in Place.objects.order_by().values_list("slug", "city", "country"):
        (cities[fold(city), country] if country else unknown[fold(city)]).add(slug)
    for (city, _), ids in cities.items():
        ids |= unknown.get(city, set())
    return groups({**cities, **unknown})


def issues_sharing_a_name():
    from .issues import Issue

    return sharing_a_name(Issue)


def processes_sharing_a_name():
    from .processes import Process

    return sharing_a_name(Process)


def sharing_a_name(model):
    names = defaultdict(set)
    for slug, name in model.objects.order_by().values_list("slug", "name"):
        names[fold(name)].add(slug)
    return groups(names)


def sources_on_record_twice():
    """Sources at one address, or of one title, publisher and day. One query."""
    from .sources import Source

    found = defaultdict(set)
    rows = Source.objects.order_by().values_list("slug", "url", "title", "publisher", "published")
    for slug, url, title, publisher, published in rows.iterator():
        if url:
            found[url.casefold().partition("://")[2].rstrip("/")].add(slug)
        if published:
            found[fold(title), fold(publisher), published].add(slug)
    return groups(found)


# What may be on record twice, for each noun.
FOUND_BY = {
    "official": officials_sharing_a_name,
    "meeting": meetings_at_once,
    "party": parties_sharing_a_name,
    "place": places_sharing_a_name,
    "issue": issues_sharing_a_name,
    "process": processes_sharing_a_name,
    "source": sources_on_record_twice,
}


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
