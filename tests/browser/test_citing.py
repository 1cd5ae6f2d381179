"""Copying a citation or an address, with and without a clipboard; landing on a statement."""

import pytest

from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = f"/meetings/{GENEVA}/"
PARTS = "/meetings/assembly-of-many/"
STATEMENT = f"{ADDRESS}statements/s23/"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


def tab_of(browser, site, **options):
    return browser.new_context(base_url=site, **options).new_page()


@pytest.fixture
def tab(browser, site):
    page = tab_of(browser, site, permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


def test_citation_and_address_are_copied(tab, site):
    tab.goto(ADDRESS)
    said = tab.locator("#s-s23")
    said.get_by_text("cite").click()
    said.get_by_role("button", name="Copy", exact=True).click()
    said.get_by_role("button", name="Copied").wait_for()
    tab.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Wendy Sherman, Deputy Secretary of State (United States): “We will")
    assert f"{site}{STATEMENT}" in copied
    said.get_by_role("button", name="Copy link").click()
    tab.wait_for_function("navigator.clipboard.readText().then((text) => !text.includes(' '))")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{site}{STATEMENT}"


def test_citation_is_selected_where_there_is_no_clipboard(tab):
    tab.add_init_script(NO_CLIPBOARD)
    tab.goto(ADDRESS)
    tab.get_by_text("Cite this meeting").click()
    tab.get_by_role("button", name="Copy").click()
    tab.get_by_role("button", name="Selected").wait_for()
    assert "US–Russia security talks in Geneva" in tab.evaluate("getSelection().toString()")


def test_without_scripts_the_citation_is_there_and_no_button(browser, site):
    tab = tab_of(browser, site, java_script_enabled=False)
    tab.goto(ADDRESS)
    said = tab.locator("#s-s23")
    said.get_by_text("cite").click()
    assert said.locator(".cite p").is_visible()
    assert tab.locator(".cite button").count() == 0
    tab.context.close()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("address", "part", "anchor"),
    [
        (STATEMENT, "", "s-s23"),
        ("/meetings/assembly-of-many/statements/s111/", "?page=3", "s-s111"),
    ],
)
def test_permalink_lands_on_the_statement(address, part, anchor, width, scripts, browser, site):
    tab = tab_of(
        browser, site, java_script_enabled=scripts, viewport={"width": width, "height": 700}
    )
    tab.goto(address)
    assert tab.url.endswith(f"{part}#{anchor}")
    box = tab.locator(f"#{anchor}").bounding_box()
    assert 0 <= box["y"] < 350
    tab.context.close()
