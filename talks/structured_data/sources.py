"""Sources: news articles, books, documents."""

from talks.iso_dates import certain_part

from .graph import graph, node, page_of

KINDS = {"news": "NewsArticle", "book": "Book", "document": "DigitalDocument"}
OTHERWISE = "CreativeWork"


def source_graph(site, source):
    """Sources have no list that a way could lead over."""
    return graph(source_node(site, source) | {"url": page_of(site, source)})


def source_node(site, source):
    """Its address elsewhere is what it is the same as: the page here only tells of it."""
    return node(
        KINDS.get(source.kind, OTHERWISE),
        id=page_of(site, source),
        name=source.title,
        author=source.author and node("Person", name=source.author),
        publisher=source.publisher and node("Organization", name=source.publisher),
        datePublished=certain_part(source.published),
        sameAs=[address for address in (source.url, source.archived_url) if address],
    )
