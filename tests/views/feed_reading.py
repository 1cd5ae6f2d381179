"""Feeds as a feed reader takes them, and what RFC 4287 wants of every one."""

import feedparser


def feed_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert {"id", "title", "updated"} <= set(found.feed)
    assert link_of(found.feed, "self") == f"http://testserver{address}"
    for entry in found.entries:
        assert {"id", "title", "link", "published", "updated"} <= set(entry)
        assert entry.updated_parsed >= entry.published_parsed
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    return found


def link_of(part, relation):
    return next((link.href for link in part.links if link.rel == relation), None)


def titles(found):
    return [entry.title for entry in found.entries]


def words(entry):
    """The content of an entry, as text on one line."""
    return " ".join(entry.content[0].value.split())
