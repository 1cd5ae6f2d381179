"""Cards of ours in frames on a page of somebody else, without scripts; our pages in none."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import Client

from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MEETING = f"/meetings/{GENEVA}/"
STATEMENT = f"{MEETING}statements/s23/"


@contextmanager
def host_of(html):
    """The address of another site, of one page."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *words):
            """Not a word."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def tab(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def frame_code(site, path):
    """What our oEmbed tells a page to show."""
    host = site.removeprefix("http://")
    answer = Client(headers={"host": host}).get("/oembed/", {"url": f"{site}{path}"})
    return answer.json()["html"].replace('loading="lazy"', "")


def test_cards_are_shown_and_a_page_is_not(tab, site):
    frames = [frame_code(site, path) for path in (MEETING, STATEMENT)]
    frames.append(f'<iframe src="{site}{MEETING}" title="A page"></iframe>')
    with host_of("".join(frames)) as host:
        tab.goto(host)
        meeting, statement, page = (tab.locator("iframe").nth(n).content_frame for n in range(3))
        assert "US–Russia security talks" in meeting.locator("h1").inner_text()
        assert "slam closed" in statement.locator("blockquote").inner_text()
        assert page.locator("h1").count() == 0
        with tab.context.expect_page() as opened:
            meeting.locator("h1 a").click()
        assert opened.value.url == f"{site}{MEETING}"


@pytest.mark.parametrize("path", [MEETING, STATEMENT])
@pytest.mark.parametrize("width", [300, 600])
def test_card_needs_no_scrolling(path, width, tab, site):
    host = site.removeprefix("http://")
    answer = Client(headers={"host": host}).get(
        "/oembed/", {"url": f"{site}{path}", "maxwidth": width}
    )
    size = {key: answer.json()[key] for key in ("width", "height")}
    tab.set_viewport_size(size)
    tab.goto(f"{site}{path}embed/")
    box = tab.locator("html").bounding_box()
    assert (box["width"], round(box["height"])) == (size["width"], size["height"])
    assert tab.locator("body").bounding_box()["height"] <= size["height"] + 0.5
