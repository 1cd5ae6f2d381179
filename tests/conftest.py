"""What all tests share: plain static files, and a real browser for those that ask for a page."""

import os
import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests.signing_in import sign_in

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """The site's own storage would want `collectstatic` before each run."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN}):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_limits():
    """Tests ask more within a minute than one reader may; those of the limits set their own."""
    with override_settings(API_REQUESTS_A_MINUTE=0, API_SEARCHES_A_MINUTE=0):
        yield


@pytest.fixture
def admin_client(admin_user):
    """As pytest-django's, with the second factor shown."""
    client = Client()
    sign_in(client, admin_user)
    return client


@pytest.fixture(scope="session")
def browser():
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        sentence = f"no browser here: install one of {', '.join(BROWSERS)}"
        pytest.fail(sentence) if os.environ.get("CI") == "true" else pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in the tests' thread, where Django then refuses the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield running
        running.close()
        # Within the loop the thread has a connection of its own, which nobody else would close.
        connection.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server):
    """A new page on the live site; what the browser complains of fails the test."""
    complaints = []
    context = browser.new_context(base_url=live_server.url)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: is_complaint(said) and complaints.append(said.text))
    yield opened
    context.close()
    assert complaints == []


def is_complaint(said):
    # The browser asks for this one by itself where a page, such as the admin's, names no icon.
    return said.type == "error" and not said.location["url"].endswith("/favicon.ico")
