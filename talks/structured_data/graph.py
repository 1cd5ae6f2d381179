"""What all graphs share: nodes without empty values, addresses, the way down to a page."""

import re

from django.urls import reverse

CONTEXT = "https://schema.org"
WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def graph(*nodes):
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def node(kind, **values):
    """A node of a schema.org type; `id` is its `@id`. Empty values are left out."""
    named = {"@id" if key == "id" else key: value for key, value in values.items()}
    return {"@type": kind} | {key: value for key, value in named.items() if value}


def page_of(site, row):
    """The address of a row's page, which is also the id of what the page is about."""
    return f"{site}{row.get_absolute_url()}"


def known_as(site, row):
    """`id` and `url` of the row that a page is about; of others the id says it all."""
    address = page_of(site, row)
    return {"id": address, "url": address}


def named(site, row, kind):
    """A row of another noun by its name and address, no more."""
    return node(kind, id=page_of(site, row), name=str(row))


def same_as(row):
    """The row's address at Wikidata; "" where its id is none."""
    found = WIKIDATA.fullmatch(row.wikidata.strip())
    return f"https://www.wikidata.org/wiki/{found[0]}" if found else ""


def breadcrumbs(site, name, view, *above, row):
    """The way from the front page over the list at `view` to a row: pairs of names and addresses.

    `above` are rows between the list and the row.
    """
    steps = [("Parley", f"{site}{reverse('home')}"), (name, f"{site}{reverse(view)}")]
    steps += [(str(each), page_of(site, each)) for each in [*filter(None, above), row]]
    items = [
        {"@type": "ListItem", "position": place, "name": said, "item": address}
        for place, (said, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
