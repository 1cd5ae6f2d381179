"""The one way a reader's words become a text-search query."""

from django.contrib.postgres.search import SearchQuery

from talks.folding import fold


def query(words):
    """A query for the `search` vectors: phrases in quotes, `or`, and `-` work as on the web."""
    return SearchQuery(fold(words), config="english", search_type="websearch")
