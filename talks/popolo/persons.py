"""Persons, the posts of parties, and who held them: each as Popolo has it."""

from hashlib import sha256

from django.urls import reverse
from django.utils.text import slugify

from talks.folding import fold
from talks.iso_dates import certain_part

WIKIDATA = "wikidata"
OWN_SCRIPT = "in their own script"


def person(site, official):
    names = [{"name": name} for name in official.get("other_names", ())]
    if native := official.get("native_name"):
        names.append({"name": native, "note": OWN_SCRIPT})
    return filled(
        id=official["id"],
        name=official["name"],
        sort_name=official.get("sort_name"),
        other_names=names,
        identifiers=identifiers(official),
        links=[page(site, "official_detail", official["id"])],
    )


def memberships_of(site, official):
    """One for each appointment: the person in the party, through the post."""
    for held in official.get("appointments", ()):
        dates = {"start_date": held.get("from"), "end_date": held.get("to")}
        yield filled(
            id=membership_id(official["id"], held),
            label=f"{held['title']}, {official['name']}",
            role=held["title"],
            person_id=official["id"],
            organization_id=held["party"],
            post_id=post_id(held),
            **{key: certain_part(date) for key, date in dates.items()},
            sources=[source(site, citation) for citation in held.get("citations", ())],
        )


def posts_of(official):
    for held in official.get("appointments", ()):
        body = held.get("body")
        yield filled(
            id=post_id(held),
            label=f"{held['title']}, {body}" if body else held["title"],
            role=held["title"],
            organization_id=held["party"],
        )


def post_id(held):
    """The same for the same title and body in the same party, whoever holds it."""
    party, title = held["party"], held["title"]
    readable = slugify(fold(title))[:80]
    return f"{party}/{readable}-{digest(party, title, held.get('body'))}"


def membership_id(official, held):
    parts = [held["party"], held["title"], held.get("body"), held.get("from")]
    return f"{official}/{digest(*parts)}"


def digest(*parts):
    return sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:12]


def identifiers(noun):
    found = noun.get("wikidata")
    return [{"scheme": WIKIDATA, "identifier": found}] if found else []


def source(site, citation):
    """A citation in the record file is a source's id, or an object with more."""
    if isinstance(citation, str):
        return page(site, "source_detail", citation, note="")
    return page(site, "source_detail", citation["source"], note=citation.get("locator", ""))


def page(site, view, slug, note="Parley"):
    return filled(url=f"{site}{reverse(view, args=[slug])}", note=note)


def filled(**values):
    return {key: value for key, value in values.items() if value}
