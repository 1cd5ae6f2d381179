"""A signed-in browser without a screen: forms of the admin read from their HTML and sent back.

For measurements of the site as it is served; tests in one process have admin/pages.py.
"""

import re
import time
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit


class Fields(HTMLParser):
    """What the form with an id would send, as pairs; and the rows that it can unfold."""

    def __init__(self, form_id=None):
        super().__init__()
        self.form_id, self.inside, self.templates = form_id, form_id is None, 0
        self.found, self.unfolds = [], []
        self.select = self.textarea = None

    @classmethod
    def of(cls, page, form_id=None):
        fields = cls(form_id)
        fields.feed(page)
        return fields

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and self.form_id and given.get("id") == self.form_id:
            self.inside = True
        self.templates += tag == "template"
        if not self.inside or self.templates:
            return
        if "data-unfold" in given:
            self.unfolds.append(given["data-unfold"])
        if tag == "input":
            self.take_input(given)
        elif tag == "select":
            self.select, self.chosen = given.get("name"), None
        elif tag == "option" and self.select:
            if self.chosen is None or "selected" in given:
                self.chosen = given.get("value", "")
        elif tag == "textarea":
            self.textarea, self.text = given.get("name"), ""

    def handle_endtag(self, tag):
        self.templates -= tag == "template"
        if tag == "form" and self.form_id:
            self.inside = False
        elif tag == "select" and self.select:
            self.found.append((self.select, self.chosen or ""))
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser leaves out the line end that stands first.
            self.found.append((self.textarea, self.text.removeprefix("\n")))
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.text += data

    def take_input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if not name or kind in {"submit", "button", "file"} or "disabled" in given:
            return
        if kind not in {"checkbox", "radio"}:
            self.found.append((name, given.get("value", "")))
        elif "checked" in given:
            self.found.append((name, given.get("value", "on")))


class Browser:
    """One session; `get` and `post` keep how long the answer took."""

    def __init__(self, address, cookies):
        self.where, self.cookies = urlsplit(address), dict(cookies)

    def ask(self, method, path, body=None):
        connection = HTTPConnection(self.where.hostname, self.where.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            body = urlencode(body).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read()
        self.took = (time.perf_counter() - start) * 1000
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        self.status, self.leads_to = answer.status, answer.headers.get("Location")
        self.size = len(page)
        return page.decode()

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, pairs):
        return self.ask("POST", path, pairs)

    def form(self, path, form_id, unfold=0):
        """The fields of a form by name, some of its folded rows unfolded."""
        fields = Fields.of(self.get(path), form_id)
        sent = dict(fields.found)
        for address in fields.unfolds[:unfold]:
            sent |= dict(Fields.of(self.get(address)).found)
        return sent


def errors_in(page):
    """What a form that came back complains of."""
    return re.findall(r'class="error(?:list|note)[^>]*>(.*?)</', page, re.S)[:5]
