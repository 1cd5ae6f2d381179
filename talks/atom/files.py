"""A feed as XML."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

from talks.citing import SITE
from talks.plain_text import on_one_line, plain

# A feed without entries never changed.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Heading:
    """`page` is the address of the page that says the same, `own` that of this part of the feed.

    `parts` are addresses of other parts by their relation (RFC 5005); relative links in entries
    start at `site`.
    """

    title: str
    subtitle: str
    page: str
    own: str
    site: str
    parts: dict = field(default_factory=dict)

    @property
    def first(self):
        return self.parts.get("first", self.own)


class Feed(Atom1Feed):
    """Django's, with the content of entries, with parts, and with a fixed time when empty."""

    def root_attributes(self):
        return super().root_attributes() | {"xml:base": self.feed["site"]}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["parts"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


def feed_file(heading, entries):
    """The feed as text, UTF-8 to be."""
    feed = Feed(
        title=on_one_line(heading.title),
        link=heading.page,
        description=None,
        subtitle=on_one_line(heading.subtitle),
        feed_url=heading.own,
        feed_guid=heading.first,
        author_name=SITE,
        author_link=heading.site,
        language="en-GB",
        site=heading.site,
        parts=heading.parts,
    )
    for entry in entries:
        feed.add_item(
            title=on_one_line(entry.title),
            link=entry.address,
            description=None,
            unique_id=entry.name,
            pubdate=entry.added,
            updateddate=entry.changed,
            author_name=on_one_line(entry.author) or None,
            categories=[on_one_line(name) for name in entry.categories],
            html=plain(entry.html),
        )
    return feed.writeString("utf-8")
