"""A reader reports an error in a real browser, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from talks.models import Correction
from talks.views import persons_form
from tests.browser.walk import COLOURS, DESK, PHONE, TAGS, Walk
from tests.html import complaints_about
from tests.test_sample import GENEVA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def sent(record, monkeypatch):
    """What a test sends to the site, where it stays; nobody waits as a person would."""
    monkeypatch.setattr(persons_form, "QUICKEST", 0)
    before = list(Correction.objects.values_list("pk", flat=True))
    return Correction.objects.exclude(pk__in=before)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_reader_reports_a_statement_from_its_place(scripts, browser, site, sent):
    context = browser.new_context(base_url=site, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"/meetings/{GENEVA}/")
    page.get_by_role("link", name="report an error in statement s23").click()
    expect(page.get_by_text("slam closed NATO's open door policy")).to_be_visible()
    page.get_by_label("What is wrong").fill("It was said the day after.")
    page.get_by_label("Your e-mail address").fill("nonsense")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("What is wrong").input_value() == "It was said the day after."
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    page.get_by_label("Your e-mail address").press("Enter")
    page.wait_for_url(re.compile("/contact/sent/"))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name=re.compile("US–Russia security talks")).click()
    expect(page).to_have_url(re.compile(f"/meetings/{GENEVA}/#s-s23$"))
    context.close()
    assert [row.statement.slug for row in sent.select_related("statement")] == ["s23"]


def test_form_that_came_back_gives_nothing_to_complain_of(browser, site, sent):
    walk = Walk(browser, site)
    walk.visit(f"/contact/?meeting={GENEVA}")
    walk.page.get_by_label("What would be right").fill("x" * 3000)
    walk.page.get_by_label("Your e-mail address").fill("\u202enonsense")
    with walk.page.expect_navigation():
        walk.page.get_by_role("button", name="Send").click()
    walk.complaints.clear()
    for width in (DESK, PHONE):
        walk.show(width)
        walk.check_room()
        walk.check_focus()
        walk.check_access(TAGS)
        walk.show(width, "dark")
        walk.check_access(COLOURS)
    found = walk.complaints + complaints_about(walk.page.content())
    walk.close()
    assert found == []
