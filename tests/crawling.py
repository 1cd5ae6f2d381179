"""Every page that a reader can get to by links, with what it says."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

MOST = 400
# Filters and months lead to ever more pages of the same rows.
FOLLOWED = re.compile(r"(page|show|statement|meeting)=[^&]*")
STARTS = ["/", "/statements/", "/search/?q=talks", "/calendar/?month=2022-01"]
LINK = re.compile(r"""(?:href|action)=["']?([^"'\s>]+)""")


def crawl(client, *starts):
    """Addresses and texts of all public pages that links lead to, from the home page on."""
    waiting, seen = [*STARTS, *starts], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        assert len(seen) < MOST, "more pages than a test should make"
        response = client.get(address)
        seen[address] = f"{response.headers.get('Location', '')} {unescape(body(response))}"
        waiting += links(address, seen[address])
    return seen


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    # Calendars break long lines, also amid a word.
    return content.decode().replace("\r\n ", "")


def links(address, text):
    for found in LINK.findall(text):
        where = urlsplit(urljoin(address, found))
        is_ours = not where.netloc and not where.path.startswith(("/admin", "/static"))
        if is_ours and not where.query:
            yield where.path
        elif is_ours and FOLLOWED.fullmatch(where.query):
            yield f"{where.path}?{where.query}"
