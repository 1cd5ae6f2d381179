"""Pages for machines that read pages: schema.org nodes in JSON-LD, made of rows already loaded.

Each function takes what its page shows and returns plain dictionaries; it asks no query. What is
not on record is left out, and so is a date that schema.org cannot say with its doubt. Not here: the
record as a file (record/), nor how a node is put into a page (templatetags/structured_data.py).
"""

from .graph import breadcrumbs, graph
from .issues import issue_graph
from .meetings import meeting_graph
from .officials import official_graph
from .parties import party_graph
from .places import place_graph
from .processes import process_graph
from .site import site_graph
from .sources import source_graph

__all__ = [
    "breadcrumbs",
    "graph",
    "issue_graph",
    "meeting_graph",
    "official_graph",
    "party_graph",
    "place_graph",
    "process_graph",
    "site_graph",
    "source_graph",
]
