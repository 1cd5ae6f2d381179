"""From `createsuperuser` to the admin, in a real browser, and in again with a recovery code."""

import os
import re
from base64 import b32decode

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.signing_in import code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long walk in Geneva"


@pytest.fixture(autouse=True)
def newcomer(settings, monkeypatch, db):
    settings.SECOND_FACTOR = True
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="newcomer", email="", interactive=False, verbosity=0)


def give_password(page):
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def give_code(page, text, button="Continue"):
    page.get_by_role("textbox", name="Code").fill(text)
    page.get_by_role("button", name=button).click()


def picture_of(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_newcomer_gets_in_alone(page):
    page.goto("/admin/talks/meeting/")
    give_password(page)
    picture_of(page, "app")
    assert page.locator(".picture svg").bounding_box()["width"] > 150
    key = b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    give_code(page, "000 000", button="Set up")
    picture_of(page, "wrong")
    expect(page.locator(".errorlist")).to_contain_text("This code is not right")
    give_code(page, code(key), button="Set up")
    picture_of(page, "codes")
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them: continue").click()
    expect(page).to_have_title(re.compile("^Select meeting to change"))
    picture_of(page, "in")
    page.get_by_role("button", name="Log out").click()

    page.goto("/admin/")
    give_password(page)
    picture_of(page, "code")
    give_code(page, codes[3].upper())
    expect(page).to_have_title(re.compile("^The record"))
    page.get_by_role("link", name="Second factor").click()
    picture_of(page, "recovery")
    expect(page.get_by_text("You have 9 left")).to_be_visible()
