"""Parties: countries, organisations, and what they were part of."""

from django.urls import reverse

from .graph import breadcrumbs, graph, known_as, node, page_of, same_as

# A state acts at a table: it is a country, and what takes part in an event is an organisation.
KINDS = {
    "state": ["Country", "Organization"],
    "authority": "GovernmentOrganization",
    "body": "GovernmentOrganization",
}
OTHERWISE = "Organization"
NAMES_AT_MOST = 50


def party_graph(site, party, names, blocs):
    about = node(
        kind_of(party),
        **known_as(site, party),
        name=party.name,
        alternateName=other_names(party, names),
        identifier=party.iso,
        sameAs=same_as(party),
        memberOf=[party_node(site, bloc) for bloc in blocs],
    )
    return graph(about, breadcrumbs(site, "Parties", "party_list", row=party))


def kind_of(party):
    return KINDS.get(party.kind, OTHERWISE)


def party_node(site, party, name=None):
    """A party by its name, or by that of the day."""
    return node(kind_of(party), id=page_of(site, party), name=name or party.name)


def party_of_row(site, slug, name):
    """A party of which no more than this is loaded."""
    address = f"{site}{reverse('party_detail', args=[slug])}"
    return node(OTHERWISE, id=address, name=name)


def other_names(party, names):
    told = [party.native_name, *(each.name for each in names)]
    return list(dict.fromkeys(filter(None, told)))[:NAMES_AT_MOST]
