"""Pictures of the site for docs/screenshots/: `make screenshots`.

The sample record, in a database of its own, on the day after its last meeting: the same pictures
each time.
"""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
DAY = "2022-01-22T12:00:00Z"
GENEVA = "2022-01-10-geneva-us-russia-security-talks"
PAGES = {
    "home": "/",
    "meeting": f"/meetings/{GENEVA}/",
    "issue": "/issues/nato-enlargement/",
    "process": "/processes/european-security-guarantees-2022/",
    "official": "/officials/sergei-ryabkov/",
    "pair": "/parties/russia/with/united-states/",
    "search": "/search/?q=nato",
    "map": "/map/",
    "calendar": "/calendar/?month=2022-01",
    "follow-ups": "/follow-ups/",
}
# Width, and the height at which a longer page is cut.
SIZES = {"desktop": (1280, 1350), "phone": (390, 1500)}
# Down to where the two sides stand beside each other.
HEIGHTS = {"meeting-desktop": 1800}


def main():
    with tempfile.TemporaryDirectory() as folder:
        # The system's user that runs the database has to enter it.
        Path(folder).chmod(0o755)
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "talks.settings"}
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        with site() as address:
            take_all(address)


@contextmanager
def site():
    """The address of a site with the sample record, where it is always the same day."""
    import time_machine
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    from tests.conftest import PLAIN

    settings.STATIC_ROOT.mkdir()
    storages = {**settings.STORAGES, "staticfiles": PLAIN}
    with override_settings(STORAGES=storages), time_machine.travel(DAY):
        call_command("migrate", verbosity=0)
        call_command("load_sample", verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


def take_all(address):
    from tests.conftest import ARGUMENTS, BROWSERS
    from tests.newsroom_pictures import take_newsroom

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        sys.exit(f"There is no browser: install one of {', '.join(BROWSERS)}.")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            viewport = {"width": width, "height": 900}
            page = browser.new_page(base_url=address, viewport=viewport, reduced_motion="reduce")
            for name, where in PAGES.items():
                page.goto(where, wait_until="networkidle")
                picture = FOLDER / f"{name}-{size}.png"
                cut = min(HEIGHTS.get(picture.stem, height), height_of(page))
                clip = {"x": 0, "y": 0, "width": width, "height": cut}
                page.screenshot(path=picture, clip=clip, full_page=True)
                sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1000} kB\n")
            page.close()
        take_newsroom(browser, address)
        browser.close()


def height_of(page):
    return page.evaluate("document.documentElement.scrollHeight")


if __name__ == "__main__":
    main()
