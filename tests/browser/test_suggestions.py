"""Names suggested while one types: with the keyboard, beside the button, and gone when left."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page(browser, site):
    """The page about the record; what the browser complains of there fails the test."""
    opened = browser.new_context(base_url=site).new_page()
    opened.set_default_timeout(10_000)
    complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text))
    opened.goto("/about/")
    yield opened
    opened.context.close()
    assert complaints == []


@pytest.fixture
def box(page):
    return page.get_by_role("searchbox")


def test_arrows_walk_through_the_names_and_escape_closes_them(page, box):
    box.press_sequentially("ryab")
    first = page.get_by_role("link", name="Sergei Ryabkov official")
    first.wait_for()
    assert page.locator("#search-suggested").text_content() == "4 suggestions, below the box."
    box.press("ArrowDown")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert box.evaluate("box => box === document.activeElement")
    assert first.count() == 0
    assert box.input_value() == "ryab"


def test_a_name_leads_to_its_page(page, box):
    box.press_sequentially("ryab")
    page.get_by_role("link", name="Sergei Ryabkov official").click()
    page.wait_for_url("**/officials/**")


def test_the_names_never_cover_the_button(page, box):
    box.press_sequentially("russia")
    page.get_by_role("link", name="Russia party").wait_for()
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=russia")


def test_the_names_close_when_one_goes_on(page, box):
    box.press_sequentially("ryab")
    link = page.get_by_role("link", name="Sergei Ryabkov official")
    link.wait_for()
    for _ in range(6):
        page.keyboard.press("Tab")
    link.wait_for(state="detached")
