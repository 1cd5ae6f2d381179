"""A save that came to nothing loses no typed word, wherever on a meeting's form it stands."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from talks.admin.meetings import MeetingAdmin
from talks.models import Party
from tests.admin.pages import change_address
from tests.factories import (
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    """A draft with a delegation, its delegate, and two statements."""
    meeting = make_meeting("Talks", slug="talks", draft=True)
    russia, report = make_party("Russia"), make_source("Report")
    make_delegation(meeting, russia, delegates=[make_official("Sergei Ryabkov")])
    for n in (1, 2):
        make_statement(meeting, f"On record {n}.", slug=f"s{n}", party=russia, source=report)
    return meeting


@pytest.fixture
def tab(desk):
    """A page whose console may complain of a server that fails."""
    opened = desk.context.new_page()
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    opened.close()


def write(page):
    """Words in every kind of place: on record and unfolded, new, nested, made on the form."""
    page.locator("[name=summary]").fill("They spoke for eight hours.")
    page.locator("[name=delegations-0-delegates-0-title]").fill("Deputy Foreign Minister")
    page.locator("[data-add-row=delegations]").click()
    make_in_place(page, "delegations-1-party", "United States")
    page.locator("[data-add-row=delegations-1-delegates]").click()
    page.locator("[name=delegations-1-delegates-0-title]").fill("An adviser")
    page.locator("#statements-1 [data-unfold]").click()
    page.locator("[name=statements-1-text]").fill("Corrected 2.")
    page.locator("[name=statements-1-citations-0-locator]").fill("paragraph 7")
    page.locator("[data-add-row=statements]").click()
    page.locator("[name=statements-2-text]").fill("New words.")
    page.locator("[name=statements-2-citations-0-locator]").fill("paragraph 8")
    pick(page, "statements-2-party", "United States")
    page.locator("[data-add-row=follow_ups]").click()
    page.locator("[name=follow_ups-0-text]").fill("They meet again.")
    page.locator("[name=follow_ups-0-kind]").select_option("follow_up")
    page.locator("[name=follow_ups-0-state]").select_option("pending")


def pick(page, name, words):
    page.locator(f"[aria-labelledby=select2-id_{name}-container]").click()
    page.locator(".select2-container--open .select2-search__field").press_sequentially(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def make_in_place(page, name, words):
    pick(page, name, words)
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=kind]").select_option("state")
    dialog.locator("button:not([value=cancel])").click()


def save_in_vain(tab):
    """The server is not to be reached, and is there again afterwards."""
    tab.context.set_offline(True)
    press_save(tab)
    tab.wait_for_url("chrome-error://**")
    tab.context.set_offline(False)


def press_save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def bring_back(page, meeting):
    page.goto(change_address(meeting))
    assert page.locator("[name=summary]").input_value() == ""
    page.get_by_role("button", name="Bring it back").click()
    # The last of it.
    expect(page.locator("[name=follow_ups-0-text]")).to_have_value("They meet again.")


def saved(page, meeting):
    press_save(page)
    page.get_by_text("was changed successfully").wait_for()
    page.goto(change_address(meeting))
    assert page.get_by_role("button", name="Bring it back").count() == 0
    meeting.refresh_from_db()


def everything_of(meeting):
    said = [
        (s.text, s.party.name, [c.locator for c in s.citations.all()])
        for s in meeting.statements.order_by("pk")
    ]
    seats = [
        (d.party.name, [delegate.title for delegate in d.delegates.all()])
        for d in meeting.delegations.order_by("pk")
    ]
    promises = [(f.text, f.state) for f in meeting.follow_ups.all()]
    return meeting.summary, seats, said, promises


WRITTEN = (
    "They spoke for eight hours.",
    [("Russia", ["Deputy Foreign Minister"]), ("United States", ["An adviser"])],
    [
        ("On record 1.", "Russia", ["paragraph 1"]),
        ("Corrected 2.", "Russia", ["paragraph 7"]),
        ("New words.", "United States", ["paragraph 8"]),
    ],
    [("They meet again.", "pending")],
)


def test_a_lost_session_loses_no_word_of_a_meeting(desk, meeting):
    desk.goto(change_address(meeting))
    write(desk)
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press_save(desk)
    desk.wait_for_url("**/login/**")
    desk.context.add_cookies(cookies)
    bring_back(desk, meeting)
    saved(desk, meeting)
    assert everything_of(meeting) == WRITTEN


def test_an_error_of_the_server_loses_no_word(tab, meeting, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("for tests")

    tab.goto(change_address(meeting))
    write(tab)
    with monkeypatch.context() as patched:
        patched.setattr(MeetingAdmin, "log_change", fail)
        press_save(tab)
        expect(tab.locator("[name=_save]")).to_have_count(0)
    assert not Party.objects.filter(name="United States").exists()
    bring_back(tab, meeting)
    saved(tab, meeting)
    assert everything_of(meeting) == WRITTEN


def test_a_server_that_is_down_loses_no_word(tab, meeting):
    tab.goto(change_address(meeting))
    write(tab)
    save_in_vain(tab)
    bring_back(tab, meeting)
    saved(tab, meeting)
    assert everything_of(meeting) == WRITTEN


def test_what_is_brought_back_goes_to_its_own_rows(tab, meeting):
    """Though a colleague has added a row meanwhile, and removed another."""
    tab.goto(change_address(meeting))
    write(tab)
    save_in_vain(tab)
    make_statement(meeting, "By a colleague.", slug="s3", party=Party.objects.get(), order=99)
    meeting.statements.get(slug="s1").delete()
    bring_back(tab, meeting)
    saved(tab, meeting)
    said = [("Corrected 2.", ["paragraph 7"]), ("By a colleague.", ["paragraph 1"])]
    said.append(("New words.", ["paragraph 8"]))
    found = [(s, loc) for s, _, loc in everything_of(meeting)[2]]
    # The row that is gone had no word of ours.
    assert found == said


def test_what_others_praise_drops_nothing_that_was_kept(tab, meeting):
    tab.goto(change_address(meeting))
    write(tab)
    save_in_vain(tab)
    tab.goto(reverse("admin:talks_party_add"))
    tab.locator("#id_name").fill("Ukraine")
    tab.locator("#id_kind").select_option("state")
    press_save(tab)
    tab.get_by_text("was added successfully").wait_for()
    bring_back(tab, meeting)
