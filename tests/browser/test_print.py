"""A meeting on paper: a brief of two pages, light, without controls, with addresses to be read."""

import re

import pytest

from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = f"/meetings/{GENEVA}/"
PARTS = "/meetings/assembly-of-many/"


@pytest.fixture
def tab(browser, site):
    context = browser.new_context(base_url=site, color_scheme="dark")
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def paper(tab):
    tab.goto(ADDRESS)
    tab.emulate_media(media="print")
    return tab


def test_geneva_is_a_brief_of_two_pages(tab):
    tab.goto(ADDRESS)
    printed = tab.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_both_accounts_stay_side_by_side_on_paper(paper):
    paper.set_viewport_size({"width": 690, "height": 1000})
    cells = paper.locator(".accounts tbody tr:first-child td")
    left, right = (cells.nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"]
    assert right["x"] >= left["x"] + left["width"]


def test_paper_is_light_and_has_no_controls(paper):
    assert paper.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    for control in (".cite", ".page-foot", "nav", "form", "button"):
        for row in paper.locator(control).all():
            assert not row.is_visible(), control


def test_paper_has_the_addresses(paper, site):
    assert f"{site}{ADDRESS}" in paper.locator(".on-paper").inner_text()
    mark = "getComputedStyle(document.querySelector('#s-s23 .permalink'), '::after').content"
    assert paper.evaluate(mark) == '"s23"'


def test_folded_delegations_are_printed(tab):
    tab.goto(PARTS)
    assert not tab.locator(".seats li").first.is_visible()
    tab.emulate_media(media="print")
    assert tab.locator(".seats li").first.bounding_box()["height"] > 0
