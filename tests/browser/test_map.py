"""The map in a real browser: with a script one can move and zoom it, without it stands still."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MEASURE = (
    "() => Math.round(document.querySelector('.world path.land').getBoundingClientRect().width)"
)
MAP = "Map of the places"


def opened(browser, site, **options):
    """A page on the map, and the list of what the browser complains of there."""
    page = browser.new_context(base_url=site, **options).new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto("/map/")
    return page, complaints


@pytest.fixture
def reader(browser, site):
    page, complaints = opened(browser, site, reduced_motion="reduce")
    page.get_by_role("region", name=MAP).locator("path.land").wait_for(state="attached")
    yield page
    page.context.close()
    assert complaints == []


def test_map_zooms_with_the_keyboard(reader):
    before = reader.evaluate(MEASURE)
    reader.get_by_role("region", name=MAP).focus()
    reader.keyboard.press("+")
    reader.wait_for_function(f"({MEASURE})() > {before}")


def test_cluster_opens_to_places_and_a_place_leads_on(reader):
    region = reader.get_by_role("region", name=MAP)
    region.get_by_role("button", name=re.compile("show them")).first.wait_for()
    for _ in range(12):
        places = region.get_by_role("button", name=re.compile(r"^\d+ meetings?: "))
        if places.count():
            break
        region.get_by_role("button", name=re.compile("show them")).first.press("Enter")
        reader.wait_for_timeout(300)
    name = places.first.inner_text()
    number = name.split()[0]
    places.first.press("Enter")
    link = region.get_by_role("link", name=re.compile(rf"^{number} meeting"))
    link.wait_for()
    assert reader.evaluate("document.activeElement.closest('.found') !== null")
    reader.keyboard.press("Escape")
    assert reader.evaluate("document.activeElement.matches('.disc.place')")
    reader.keyboard.press("Enter")
    link.click()
    reader.wait_for_url(re.compile("/places/"))


def test_drawn_map_gives_way_to_the_live_one_and_comes_back_in_print(reader):
    drawn = reader.locator(".world > svg")
    assert not drawn.is_visible()
    reader.emulate_media(media="print")
    assert drawn.is_visible()
    assert not reader.locator(".world .canvas").is_visible()


def test_map_without_scripts_is_drawn_and_listed(browser, site):
    page, complaints = opened(browser, site, java_script_enabled=False)
    assert page.locator(".world > svg").is_visible()
    assert page.locator(".world circle").count() > 10
    page.get_by_role("main").get_by_role("link", name="Moscow").first.click()
    page.wait_for_url(re.compile("/places/moscow/"))
    assert complaints == []
    page.context.close()


def test_map_without_its_outlines_stays_as_drawn(browser, site):
    page = browser.new_context(base_url=site).new_page()
    page.route(re.compile("/static/map.js"), lambda route: route.abort())
    page.goto("/map/")
    assert page.locator(".world > svg").is_visible()
    page.context.close()
