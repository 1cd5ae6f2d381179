"""The site that is walked: the sample and the awkward rows, on a fixed day, loaded once."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import kinds
from tests.browser.awkward import make_awkward_record

# The day after Geneva, when the meetings announced for that week are still to come.
TODAY = "2022-01-11T12:00:00Z"


@pytest.fixture(scope="package")
def record(django_db_setup, django_db_blocker):
    """Rows that are there to stay: no test that asks for them may change one.

    Such tests are marked `django_db`, without `transaction`, which would empty the database: what
    staff do in a browser is tested in tests/desk/.
    """
    # Without one test that is so marked there is no test database, but the site's own.
    assert connection.settings_dict["NAME"].startswith("test_")
    settings = override_settings(
        ROOT_URLCONF="tests.browser.addresses",
        ALLOWED_HOSTS=["*"],
        SITE_URL="https://talks.example.org",
        EMAIL_URL={"EMAIL_HOST": "127.0.0.1"},
    )
    with django_db_blocker.unblock(), settings, time_machine.travel(TODAY):
        call_command("load_sample", verbosity=0)
        make_awkward_record()
        with connection.cursor() as cursor:
            # PostgreSQL knows nothing yet of the rows, and plans badly.
            cursor.execute("ANALYZE")
        yield
        end_other_sessions()
        call_command("flush", verbosity=0, interactive=False)


def end_other_sessions():
    """The server's threads end as they like, and a session that is open keeps the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="package")
def site(record):
    """The address of the site that holds the record."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture(scope="package")
def answers(record):
    """What the site answers to each kind of page, by its name."""
    client = Client(raise_request_exception=False)
    return {kind: client.get(address, follow=True) for kind, address in kinds.KINDS.items()}
