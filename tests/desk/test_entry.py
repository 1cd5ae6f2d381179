"""What the admin's forms say while one writes."""

import pytest
from django.conf import settings
from django.urls import reverse

from talks.models import Statement
from tests.factories import make_appointment, make_meeting, make_official, make_party

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_date_is_understood_while_it_is_written(desk):
    meeting = make_meeting(draft=True, starts="2022")
    desk.goto(reverse("admin:talks_meeting_change", args=[meeting.pk]))
    starts = desk.locator("#id_starts")
    understood = desk.locator(".field-starts output").first
    assert understood.inner_text() == "2022"
    starts.fill("about jan 2022")
    desk.get_by_text("about January 2022", exact=True).wait_for()
    starts.fill("32 jan 2022")
    desk.get_by_text('"2022-01-32" is no day of the calendar.').wait_for()


def test_the_speaker_brings_the_party_and_the_post(desk):
    meeting = make_meeting(draft=True, starts="2022-01-10")
    make_appointment(
        make_official("Wendy Sherman"), make_party("United States"), "Deputy", starts="2021"
    )
    desk.goto(f"{reverse('admin:talks_statement_add')}?meeting={meeting.pk}")
    desk.locator(".field-speaker .select2-selection").click()
    desk.keyboard.type("sherman")
    desk.locator(".select2-results__option", has_text="Wendy Sherman").click()
    desk.get_by_text("On record that day: Deputy, United States.").wait_for()
    assert desk.locator("#id_party option:checked").inner_text() == "United States"
    desk.locator("#id_text").fill("We will not.")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was added successfully").wait_for()
    statement = Statement.objects.get()
    assert (str(statement.speaker), str(statement.party)) == ("Wendy Sherman", "United States")


def test_unsaved_changes_are_not_left_unasked(desk):
    official = make_official("Ann")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    address = reverse("admin:talks_official_change", args=[official.pk])
    desk.goto(address)
    desk.get_by_role("link", name="History").click()
    desk.wait_for_url("**/history/")
    assert asked == []
    desk.goto(address)
    desk.locator("#id_name").press_sequentially("a")
    desk.get_by_role("link", name="History").click()
    desk.wait_for_timeout(300)
    assert (asked, desk.url.endswith(address)) == (["beforeunload"], True)
    desk.locator("#id_name").fill("")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator("#id_name").fill("Anna")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()
    assert asked == ["beforeunload"]


def test_a_lost_session_loses_no_word(desk):
    party, official = make_party("United States"), make_official("Ann")
    address = reverse("admin:talks_official_change", args=[official.pk])
    desk.goto(address)
    desk.locator("#id_sort_name").fill("Sherman, Wendy")
    desk.locator("#appointments-group .add-row button").click()
    desk.locator("#id_appointments-0-title").fill("Deputy")
    desk.locator("#appointments-0 .field-party .select2-selection").click()
    desk.keyboard.type("united")
    desk.locator(".select2-results__option", has_text="United States").click()
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.wait_for_url("**/login/**")
    desk.context.add_cookies(cookies)
    desk.goto(address)
    assert desk.locator("#id_sort_name").input_value() == ""
    desk.get_by_role("button", name="Bring it back").click()
    assert desk.locator("#id_sort_name").input_value() == "Sherman, Wendy"
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()
    official.refresh_from_db()
    post = official.appointments.get()
    assert (official.sort_name, post.title, post.party) == ("Sherman, Wendy", "Deputy", party)
    desk.goto(address)
    assert desk.get_by_role("button", name="Bring it back").count() == 0
