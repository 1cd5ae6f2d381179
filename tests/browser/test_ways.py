"""A newcomer finds the way from the front page, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

OPEN_DOOR = "slam closed NATO's open door policy"
END_OF_WEEK = "US and Russian officials are to speak again at the end of the week"


@pytest.fixture(params=["with scripts", "without scripts"])
def reader(request, browser, site):
    """A page that stands at the front page."""
    context = browser.new_context(
        base_url=site, java_script_enabled=request.param == "with scripts"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto("/")
    yield page
    context.close()


def test_one_search_finds_what_sherman_said_of_the_open_door(reader):
    reader.get_by_role("searchbox", name="Search the record").first.fill("sherman open door")
    reader.keyboard.press("Enter")
    reader.wait_for_url(re.compile("/search/"))
    # Matches are marked, word by word: the text runs through them.
    found = reader.get_by_role("main").get_by_text(re.compile("open.door")).first
    assert found.is_visible()
    said = reader.locator("article, li, div.item", has_text=OPEN_DOOR).last
    assert "Wendy Sherman" in said.inner_text()
    said.locator("a[href*='/s23/']").first.click()
    assert_at_open_door(reader)


def test_open_door_is_three_clicks_from_home(reader):
    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Issues").click()
    reader.get_by_role("main").get_by_role("link", name="NATO enlargement").first.click()
    expect(reader.get_by_text(OPEN_DOOR).first).to_be_visible()
    place = reader.locator("a[href*='/s23/'], a[href$='#s-s23']")
    reader.locator("article, li, td, div", has_text=OPEN_DOOR, has=place).last.locator(
        place
    ).first.click()
    assert_at_open_door(reader)


def test_what_was_promised_for_the_end_of_that_week_is_two_clicks_from_home(reader):
    navigation = reader.get_by_role("navigation", name="Main")
    navigation.get_by_role("link", name="Follow-ups").click()
    promise = reader.get_by_text(END_OF_WEEK)
    expect(promise.first).to_be_visible()
    item = reader.locator("li, article, div.item, tr", has_text=END_OF_WEEK).last
    item.get_by_role("link", name=re.compile("US–Russia security talks")).first.click()
    expect(reader).to_have_url(re.compile(f"/meetings/{GENEVA}/"))
    expect(reader.get_by_text(END_OF_WEEK).first).to_be_visible()


def assert_at_open_door(reader):
    """The statement's own place on the meeting's page is in sight."""
    reader.wait_for_url(re.compile(f"/meetings/{GENEVA}/.*#s-s23$"))
    said = reader.locator("#s-s23")
    assert OPEN_DOOR in said.inner_text()
    assert "Wendy Sherman" in said.inner_text()
    assert in_sight(reader, said)


def in_sight(reader, element):
    box, window = element.bounding_box(), reader.viewport_size
    return box and 0 <= box["y"] < window["height"]


def test_permalink_lands_on_a_statement_in_any_part(reader):
    reader.goto("/meetings/assembly-of-many/statements/s111/")
    reader.wait_for_url(re.compile("/meetings/assembly-of-many/.*#s-s111$"))
    said = reader.locator("#s-s111")
    assert "said the 111th" in said.inner_text()
    assert in_sight(reader, said)


def test_filter_narrows_the_list_and_is_taken_off_again(reader):
    reader.goto("/meetings/?party=russia&level=deputy")
    whole = reader.locator("main").inner_text()
    reader.get_by_role("link", name=re.compile("remove", re.I)).last.click()
    reader.wait_for_url(lambda address: address.count("=") == 1)
    expect(reader.locator("main")).not_to_have_text(whole)


def test_keyboard_reaches_the_content_first(reader):
    reader.goto(f"/meetings/{GENEVA}/")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Skip to the content"
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "content"


def test_tab_goes_through_the_whole_meeting_in_order(reader):
    """No trap, and nothing is passed over."""
    reader.goto(f"/meetings/{GENEVA}/")
    reached = reader.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
        .filter((row) => row.tabIndex >= 0 && !row.disabled && row.checkVisibility()).length"""
    )
    passed = 0
    while passed <= reached:
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement === document.body"):
            break
        passed += 1
    assert passed == reached
