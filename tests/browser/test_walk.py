"""Every kind of page in a real browser, on a phone and a desk, in the light and in the dark."""

import pytest

from tests.browser.kinds import KINDS, MAPS
from tests.browser.walk import COLOURS, DESK, PHONE, TAGS, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Half of each: what a zoom of 200 % leaves. 320 is what WCAG asks that text flows into.
ZOOMED = (DESK // 2, 320)
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def walk(browser, site):
    walk = Walk(browser, site)
    yield walk
    walk.close()


@pytest.mark.parametrize("kind", KINDS)
def test_page_gives_nothing_to_complain_of(kind, walk):
    walk.visit(KINDS[kind])
    if kind not in MAPS:
        walk.check_weight()
    for width in (DESK, PHONE):
        walk.show(width)
        walk.check_room()
        walk.check_focus()
    walk.open_all()
    for width in (DESK, PHONE):
        walk.show(width)
        walk.check_room()
        walk.check_access(TAGS)
        walk.show(width, "dark")
        walk.check_access(COLOURS)
    walk.check_focus()
    for width in ZOOMED:
        walk.show(width)
        walk.check_room()
    for width in (DESK, PHONE):
        walk.show(width)
        walk.enlarge_text()
        walk.check_room()
    if walk.complaints:
        pytest.fail("\n".join(dict.fromkeys(walk.complaints)), pytrace=False)


# What is wrong, and what is said of it.
WRONG = {
    "<p style='width: 2000px'>Wide</p>": "360 light: 2008 px wide",
    "<a href='/' style='outline: none'>Bare</a>": "“Bare” shows no focus",
    "<a href='/' style='outline: 2px solid #eee'>Faint</a>": "“Faint” has a focus ring too faint",
    "<a href='/' style='position: fixed; top: -99px'>Away</a>": "“Away” is out of sight",
    "<div style='height: 0; overflow: hidden'><a href='/'>Cut</a></div>": "“Cut” is covered by",
    "<p style='color: #aaa'>Pale</p>": "color-contrast",
    "<input>": "label:",
    "<a href='/'></a>": "link-name",
    "<script>console.error('Alas')</script>": "console: Alas",
    "<script>throw new Error('Alas')</script>": "error: Alas",
    "<img alt='' src='http://elsewhere.invalid/x.png'>": "another host: http://elsewhere.invalid/",
    "<img alt='' src='/no-such.png'>": "console: Failed to load resource",
}


@pytest.mark.parametrize("body", WRONG)
def test_walk_sees_what_is_wrong(body, walk, site):
    page = f"<!doctype html><html lang=en><title>A</title><main><h1>A</h1>{body}</main></html>"
    walk.page.route(f"{site}/wrong/", lambda route: route.fulfill(body=page, content_type=HTML))
    walk.visit("/wrong/")
    walk.show(PHONE)
    walk.check_room()
    walk.check_focus()
    walk.check_access(TAGS)
    assert WRONG[body] in "\n".join(walk.complaints)


def test_walk_sees_what_is_heavy(walk, monkeypatch):
    monkeypatch.setattr("tests.browser.walk.MAXIMUM_WEIGHT", 1000)
    walk.visit("/about/")
    walk.check_weight()
    assert "bytes, compressed" in "".join(walk.complaints)
