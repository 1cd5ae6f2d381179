"""Parties as organisations, countries as areas, blocs as organisations with members."""

from django_countries import countries

from talks.iso_dates import certain_part

from .persons import OWN_SCRIPT, filled, identifiers, page


def organization(site, party):
    names = [other_name(name) for name in party.get("other_names", ())]
    if native := party.get("native_name"):
        names.append({"name": native, "note": OWN_SCRIPT.replace("their", "its")})
    return filled(
        id=party["id"],
        name=party["name"],
        other_names=names,
        identifiers=identifiers(party),
        classification=party.get("kind"),
        area_id=area_id(party),
        links=[page(site, "party_detail", party["id"])],
    )


def other_name(name):
    if isinstance(name, str):
        return {"name": name}
    return filled(
        name=name["name"],
        start_date=certain_part(name.get("from")),
        end_date=certain_part(name.get("to")),
    )


def area_id(party):
    return f"country:{party['iso'].lower()}" if party.get("iso") else ""


def areas_of(party):
    """The country whose code a party has."""
    if iso := party.get("iso"):
        yield {
            "id": area_id(party),
            "name": countries.name(iso),
            "identifier": iso,
            "classification": "country",
        }


def members_of(party, shown):
    """Of a bloc; only those pairs of ids that `shown` lets through."""
    for member in party.get("members", ()):
        if shown(party["id"], member):
            yield {
                "id": f"{party['id']}/{member}",
                "organization_id": party["id"],
                "member": {"@type": "Organization", "id": member},
            }
