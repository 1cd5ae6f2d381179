"""What search engines are told to read: every public page, in sections, each in parts.

Lists narrowed by filters, search and data are not here; robots.txt is in views/robots.py.
"""

from datetime import UTC

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from talks.history.last_changes import last_changes
from talks.models import Issue, Meeting, Official, Party, Place, Process, Source

PAGES = [
    *("home", "about", "meeting_list", "statement_list", "follow_up_list", "official_list"),
    *("party_list", "issue_list", "process_list", "place_list", "calendar", "map"),
]


class Section(Sitemap):
    """The pages of one noun, oldest row first: what was added comes last, and moves nothing."""

    limit = 5_000

    def __init__(self, rows, view):
        self.rows, self.view = rows, view
        # One look-up for thousands of addresses.
        self.before = reverse(view, args=["0"]).removesuffix("0/")

    def items(self):
        return self.rows().order_by("pk").values_list("slug", flat=True)

    def location(self, slug):
        return f"{self.before}{slug}/"

    def get_latest_lastmod(self):
        """Not for the index: it would read every row of every section."""
        return None


class Meetings(Section):
    """With the day of the last change, which the public history tells, too."""

    def __init__(self):
        super().__init__(Meeting.objects.published, "meeting_detail")

    def items(self):
        return self.rows().order_by("pk").values_list("pk", "slug")

    def get_urls(self, page=1, site=None, protocol=None):
        keys = [pk for pk, _ in self.paginator.page(page).object_list]
        self.changed = last_changes(keys[0], keys[-1]) if keys else {}
        return super().get_urls(page, site, protocol)

    def location(self, row):
        return super().location(row[1])

    def lastmod(self, row):
        return self.changed[row[0]].astimezone(UTC)


class Pages(Sitemap):
    def items(self):
        return PAGES

    def location(self, name):
        return reverse(name)

    def get_latest_lastmod(self):
        return None


SECTIONS = {
    "pages": Pages,
    "meetings": Meetings,
    "officials": lambda: Section(Official.objects.public, "official_detail"),
    "parties": lambda: Section(Party.objects.public, "party_detail"),
    "issues": lambda: Section(Issue.objects.public, "issue_detail"),
    "processes": lambda: Section(Process.objects.public, "process_detail"),
    "places": lambda: Section(Place.objects.public, "place_detail"),
    "sources": lambda: Section(Source.objects.public, "source_detail"),
}
