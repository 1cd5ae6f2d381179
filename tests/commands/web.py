"""A web server as other people run them: what it answers is told by the path."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Site(BaseHTTPRequestHandler):
    """`/200` answers 200, and so on; the rest is in the words."""

    def do_HEAD(self):
        self.answer(urlsplit(self.path).path.strip("/"))

    def do_GET(self):
        self.answer(urlsplit(self.path).path.strip("/"))

    def answer(self, asked):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if asked == "drip":
            return self.drip()
        if asked == "nonsense":
            return self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
        if asked == "nothing" or (asked == "no-head-at-all" and self.command == "HEAD"):
            return self.close_connection
        status, location = self.server.pages.get(asked, (200, ""))
        if asked.isdecimal():
            status = int(asked)
        if asked == "no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        return None

    def drip(self):
        """A byte now and then, for as long as anybody listens."""
        while not self.server.is_over.wait(0.05):
            self.wfile.write(b"H")

    def log_message(self, *words):
        """Not a word."""


@contextmanager
def web_site(**pages):
    """The address of a running site, and the list of what it was asked.

    `pages` are pairs of a status and where it leads.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.daemon_threads, server.is_over = True, threading.Event()
        server.asked, server.pages = [], pages
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server.asked
        finally:
            server.is_over.set()
            server.shutdown()
