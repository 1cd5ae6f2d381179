"""The sample record in a real browser: nothing overflows or complains, and ways lead through."""

import pytest
from django.core.management import call_command

from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/about/",
    "/meetings/",
    "/meetings/?party=russia&after=2020&level=deputy",
    f"/meetings/{GENEVA}/",
    "/statements/?official=wendy-sherman",
    "/officials/",
    "/officials/wendy-sherman/",
    "/parties/",
    "/parties/russia/",
    "/parties/russia/with/united-states/",
    "/issues/nato-enlargement/",
    "/processes/european-security-guarantees-2022/",
    "/places/geneva/",
    "/follow-ups/",
    "/sources/anews-2022-01-10/",
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(page):
    call_command("load_sample")
    return page


def test_no_page_overflows_on_a_phone_or_a_desk(site):
    for width in (360, 1280):
        site.set_viewport_size({"width": width, "height": 800})
        for address in PAGES:
            site.goto(address)
            assert site.locator("h1, h2").first.is_visible(), address
            assert site.evaluate(OVERFLOW) <= 0, (address, width)


def test_open_door_is_three_clicks_from_home(site):
    site.goto("/")
    site.get_by_role("navigation").get_by_role("link", name="Issues").click()
    site.get_by_role("heading", name="NATO enlargement").get_by_role("link").click()
    assert site.get_by_text("slam closed NATO's open door policy").is_visible()
    quotation = site.locator("tr", has_text="slam closed NATO's open door policy")
    quotation.get_by_role("link", name="in its place").click()
    assert site.url.endswith(f"/meetings/{GENEVA}/#s-s23")
    assert site.locator("#s-s23").is_visible()


def test_keyboard_reaches_the_content_first(site):
    site.goto(f"/meetings/{GENEVA}/")
    site.keyboard.press("Tab")
    assert site.evaluate("document.activeElement.textContent") == "Skip to the content"
    site.keyboard.press("Enter")
    assert site.evaluate("document.activeElement.id") == "content"
