"""Pictures of the admin for docs/newsroom.md, taken by `make screenshots` from the sample record.

Anna, an editor, and Boris, a reviewer, do by hand what the pictures show; each is a part of a page.
"""

import os
import sys
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from talks.models import Correction, FollowUp, Meeting, Official, ProposedChange, Statement
from talks.models.choices import FollowUpState
from tests.signing_in import sign_in

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots" / "newsroom"
SAMPLE = Path(__file__).parent.parent / "talks" / "sample" / "geneva-2022.jsonl"
GENEVA = "2022-01-10-geneva-us-russia-security-talks"
SIZE = {"width": 1280, "height": 900}
TALLEST = 760


class Desk:
    """A tab of one member of staff."""

    def __init__(self, browser, site, name, group):
        user = User.objects.create(username=name, password="!", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client, cookie = Client(), settings.SESSION_COOKIE_NAME
        sign_in(client, user)
        context = browser.new_context(base_url=site, viewport=SIZE, reduced_motion="reduce")
        value = client.cookies[cookie].value
        context.add_cookies([{"name": cookie, "value": value, "url": site}])
        context.set_default_timeout(10000)
        self.page = context.new_page()

    def open(self, name, *args):
        self.page.goto(reverse(name, args=args), wait_until="networkidle")

    def leave(self):
        """Without a word on what is unsaved."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()

    def press(self, button):
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state("networkidle")

    def take(self, name, selector="#content", tallest=TALLEST):
        """The part of the page that is shown, down to so many pixels."""
        self.page.evaluate("document.activeElement.blur()")
        box = self.page.locator(selector).first.bounding_box()
        down = self.page.evaluate("scrollY")
        clip = {"x": box["x"], "y": box["y"] + down, "width": box["width"]}
        clip["height"] = min(box["height"], tallest)
        picture = FOLDER / f"{name}.png"
        self.page.screenshot(path=picture, clip=clip, full_page=True)
        sys.stdout.write(f"newsroom/{picture.name}: {picture.stat().st_size // 1000} kB\n")


def take_newsroom(browser, site):
    # Playwright runs an event loop in this thread, where Django refuses the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    FOLDER.mkdir(parents=True, exist_ok=True)
    anna, boris = (Desk(browser, site, *who) for who in (("anna", "editor"), ("boris", "reviewer")))
    meeting = Meeting.objects.get(slug=GENEVA)
    said = Statement.objects.get(meeting=meeting, slug="s2")
    entering(anna, meeting)
    with override_settings(FOUR_EYES=True):
        correcting(anna, boris, said)
    histories(boris, meeting, said)
    queues(boris, meeting)
    nouns(boris)
    files(anna)
    publishing(boris, meeting)


def entering(anna, meeting):
    anna.open("admin:talks_meeting_add")
    anna.page.fill("[name=title]", meeting.title)
    anna.page.fill("[name=starts]", "10 January 2022")
    anna.page.fill("[name=ends]", "about 14 January 2022")
    anna.page.keyboard.press("Tab")
    anna.page.get_by_text("14 January 2022", exact=False).last.wait_for()
    anna.page.wait_for_load_state("networkidle")
    anna.take("meeting")
    anna.page.click("[data-add-row=meeting_places]")
    anna.page.click("[aria-labelledby=select2-id_meeting_places-0-place-container]")
    anna.page.keyboard.type("Bern")
    anna.page.locator(".select2-results__option--highlighted", has_text="Bern").wait_for()
    anna.page.keyboard.press("Enter")
    anna.page.locator("dialog[open]").wait_for()
    dialog = FOLDER / "new-noun.png"
    anna.page.screenshot(path=dialog, clip={"x": 330, "y": 330, "width": 620, "height": 240})
    anna.leave()
    anna.open("admin:talks_meeting_change", meeting.pk)
    anna.take("delegations", "#delegations-group")
    anna.page.locator("#statements-group [data-unfold]").nth(22).click()
    anna.page.locator("#statements-22 textarea").first.wait_for()
    anna.take("statement", "#statements-22")
    anna.leave()


def correcting(anna, boris, said):
    """Anna corrects what is published; under four eyes it waits for Boris."""
    anna.open("admin:talks_statement_change", said.pk)
    anna.page.fill("[name=text]", "The security talks had been professional.")
    anna.press("Save")
    anna.take("correct", "fieldset:has([name=correction])")
    anna.page.fill("[name=correction]", "The source says which talks.")
    anna.press("Save")
    proposed = ProposedChange.objects.get()
    boris.open("admin:talks_proposedchange_change", proposed.pk)
    boris.take("proposal")
    boris.press("Apply this change")


def histories(boris, meeting, said):
    boris.open("admin:talks_meeting_history", meeting.pk)
    boris.take("history", tallest=520)
    boris.open("admin:talks_statement_changes")
    event = said.events.earliest("pgh_id")
    boris.open("admin:talks_statement_revert", said.events.latest("pgh_id").pk)
    boris.take("revert", tallest=600)
    boris.open("admin:talks_statement_withhold", event.pk)
    boris.take("withhold", tallest=600)


def queues(boris, meeting):
    wrong = "The article has “professional” in its second paragraph, not in the third."
    Correction.objects.create(meeting=meeting, about=str(meeting), wrong=wrong, receipt="r")
    boris.open("admin:index")
    boris.take("work-queue", "#work-queue")
    boris.open("admin:talks_correction_change", Correction.objects.get().pk)
    boris.take("report")
    due = FollowUp.objects.filter(meeting=meeting, state=FollowUpState.PENDING).first()
    boris.open("admin:talks_followup_met", due.pk)
    boris.take("met", tallest=500)


def nouns(boris):
    """A second row for one person, as it comes about, and what a merge would do."""
    kept = Official.objects.get(slug="sergei-ryabkov")
    other = Official.objects.create(name="Sergey Ryabkov", slug="sergey-ryabkov")
    boris.open("admin:talks_official_merge", kept.pk)
    boris.page.goto(f"{boris.page.url}?other={other.pk}", wait_until="networkidle")
    boris.take("merge")


def files(anna):
    anna.open("import_list")
    anna.page.set_input_files("#id_file", SAMPLE)
    with mock.patch("talks.import_jobs.workers.start"):
        anna.press("Check this file")
    call_command("work_imports")
    anna.page.reload(wait_until="networkidle")
    anna.take("import", tallest=620)


def publishing(boris, meeting):
    """As a draft again, with a statement that cites nothing: what stands in the way."""
    Meeting.objects.filter(pk=meeting.pk).update(is_draft=True)
    meeting.statements.first().citations.all().delete()
    boris.open("admin:talks_meeting_publish", meeting.pk)
    boris.take("publish")
