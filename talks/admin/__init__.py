"""How staff enter the record, a module a noun; what their forms share is in entry.py.

Not here: what may be published (models/publication.py), and what the public sees.
"""

from django.contrib import admin

from . import (
    corrections,
    delegations,
    follow_ups,
    guesses,
    issues,
    meetings,
    merges,
    officials,
    old_ids,
    parties,
    places,
    processes,
    proposals,
    sources,
    statements,
    subscriptions,
    users,
)
from .picks import PickView

__all__ = [
    "corrections",
    "delegations",
    "follow_ups",
    "guesses",
    "issues",
    "meetings",
    "merges",
    "officials",
    "old_ids",
    "parties",
    "places",
    "processes",
    "proposals",
    "sources",
    "statements",
    "subscriptions",
    "users",
]

admin.site.site_header = admin.site.site_title = "Parley"
admin.site.index_title = "The record"
admin.site.index_template = "admin/front_page.html"
# Two officials may share a name: a choice shows the id besides, so that staff pick the right one.
admin.site.autocomplete_view = PickView.as_view(admin_site=admin.site)
