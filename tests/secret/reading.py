"""A reader who follows every link, and one who guesses: what each page says, in one text."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from talks.urls import urlpatterns

MOST, ALIKE = 900, 5
API = """
    openapi.json meetings?limit=2 meetings?party=us&ordering=-added statements statements?party=us
    follow-ups officials parties issues processes places sources search?q=talks search?q=zq
    meetings/talks meetings/later meetings/withdrawn meetings/talks/statements/s1
    meetings/talks/statements/s2 meetings/talks/follow-ups/f1 officials/ann parties/us parties/bloc
    issues/issue processes/process places/geneva sources/source
""".split()
# Pages that no link leads to, or that answer something of their own.
STARTS = [
    "/",
    "/search/?q=talks",
    "/search/?q=zq",
    "/search/suggestions/?q=zq",
    "/search/suggestions/?q=ann",
    "/meetings/talks/changes/?statement=s1",
    "/meetings/later/changes/",
    "/meetings/withdrawn/",
    "/meetings/withdrawn.json",
    "/meetings/?party=us&party=ru",
    "/meetings/talks/statements/s1.json",
    "/contact/sent/",
    "/follow/",
    "/follow/sent/",
    "/follow/ended/",
    "/robots.txt",
    "/meetings/talks/embed/",
    "/meetings/withdrawn/embed/",
    "/meetings/talks/statements/s1/embed/",
    "/oembed/?url=http://testserver/meetings/withdrawn/",
    "/no-such-page/",
    "/parties/us/with/ru/",
    "/parties/us/with/bloc/",
    "/admin/login/",
    "/admin/",
    # Answers of the API name ids, not addresses.
    *(f"/api/v1/{address}" for address in API),
]
# What it says of any filter stands above the list of that filter.
SAYS_AS_LISTS_DO = {"follow/"}
# What answers 404 to anything.
NOTHING_THERE = {"api/v1/"}
# Whatever looks like an address of ours, in a page, a feed or data.
LINK = re.compile(r"""["'=\s(>]((?:https?://testserver)?/(?!/)[^"'\s<>)]*|\?[a-z_]+=[^"'\s<>)]*)""")
# New on each page by themselves.
RANDOM = re.compile(r'(?<=name="(?:stamp)" value=")[^"]*|(?<=csrfmiddlewaretoken" value=")[^"]*')
PACKED = {"application/gzip", "application/vnd.sqlite3"}
UNTOLD_HEADERS = {"ETag", "Content-Length", "Last-Modified", "Expires"}


def public_routes():
    """Each address of the urlconf that is no staff's, as a pattern: also those made tomorrow."""
    routes = {route for route in walked(urlpatterns) if not route.startswith("admin/")}
    return routes - NOTHING_THERE


def walked(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walked(pattern.url_patterns, route)
        else:
            yield route


def crawl(client, starts=()):
    """Each address that links lead to, with its page: of lists with filters some of each kind."""
    waiting, alike, pages = deque([*STARTS, *starts]), Counter(), {}
    while waiting:
        address = waiting.popleft()
        if address in pages or not is_new_kind(address, alike):
            continue
        assert len(pages) < MOST, "more pages than a test should make"
        pages[address] = Page(client.get(address))
        waiting.extend(links(address, pages[address].text))
    return pages


def is_new_kind(address, alike):
    """Filters lead to ever more pages of the same rows: a few of each are enough."""
    where = urlsplit(address)
    if where.path.startswith(("/admin/", settings.STATIC_URL)) and address not in STARTS:
        return False
    names = tuple(sorted({name for name, _ in parse_qsl(where.query, keep_blank_values=True)}))
    route = route_of(where.path)
    kind = (route, () if route in SAYS_AS_LISTS_DO else names)
    alike[kind] += 1
    is_data = where.path.endswith((".json", ".csv"))
    return not names or alike[kind] <= (1 if is_data else ALIKE)


def links(address, text):
    for found in LINK.findall(text):
        where = urlsplit(urljoin(f"http://testserver{address}", unescape(found)))
        if where.netloc == "testserver":
            yield f"{where.path}?{where.query}" if where.query else where.path


def route_of(path):
    try:
        return resolve(path).route
    except Resolver404:
        return None


class Page:
    def __init__(self, response):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        self.status = response.status_code
        # A fault shows as such, whatever its page says.
        assert self.status < 500, response.request["PATH_INFO"]
        headers = sorted(set(response.headers) - UNTOLD_HEADERS)
        told = [f"{name}: {response.headers[name]}" for name in headers]
        self.head = "\n".join(map(str, [self.status, *told, *response.cookies]))
        # What is no text is read with the other files of a dump; calendars break long lines, also
        # amid a word.
        is_text = response.headers.get("Content-Type", "") not in PACKED
        text = content.decode() if is_text else ""
        self.body = RANDOM.sub("", text).replace("\r\n ", "")
        self.text = f"{self.head}\n\n{self.body}"

    def without(self, words):
        """As it would be with an X in place of each word that it was asked for."""
        text = self.text
        for word in sorted(words, key=len, reverse=True):
            text = re.sub(re.escape(word), "X", text, flags=re.IGNORECASE)
        return text
