"""Whom and what the document names: each once, with an id that the text refers to."""

from django.urls import reverse

from .xml import element

SITE = "parley"
PAGES = {
    "person": ("TLCPerson", "official_detail"),
    "organization": ("TLCOrganization", "party_detail"),
    "concept": ("TLCConcept", "issue_detail"),
    "location": ("TLCLocation", "place_detail"),
    "source": ("TLCReference", "source_detail"),
}


class References:
    """Collects what is referred to, in the order of its first use. No queries."""

    def __init__(self, site):
        self.site, self.made, self.titles = site, {}, {}
        home = f"{site}{reverse('home')}"
        self._add(SITE, "TLCOrganization", home, "Parley")

    def _add(self, id_, tag, href, shown, **more):
        self.made[id_] = element(tag, eId=id_, href=href, showAs=shown or id_, **more)

    def noun(self, kind, row, shown=None):
        """A row with a page of its own: "person", "organization", "concept", "location", …"""
        id_ = f"{kind}_{row.slug}"
        if id_ not in self.made:
            tag, view = PAGES[kind]
            more = {"name": "source"} if kind == "source" else {}
            href = f"{self.site}{reverse(view, args=[row.slug])}"
            self._add(id_, tag, href, shown or str(row), **more)
        return f"#{id_}"

    def role(self, title):
        """A post or a part at the table, by its title."""
        return self._titled("role", "TLCRole", "role/", title)

    def unnamed(self, title):
        """Somebody of whom a source gives no more than a title."""
        return self._titled("unnamed", "TLCPerson", "person/unnamed-", title)

    def _titled(self, kind, tag, path, title):
        number = self.titles.setdefault(title, len(self.titles) + 1)
        id_ = f"{kind}_{number}"
        if id_ not in self.made:
            self._add(id_, tag, f"/akn/ontology/{path}{number}", title)
        return f"#{id_}"

    def element(self):
        return element("references", *self.made.values(), source=f"#{SITE}")
