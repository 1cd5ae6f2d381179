"""Import as a member of staff sees it: the page follows the work by itself."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from talks.models import Meeting
from tests.import_jobs.conftest import folder  # noqa: F401 - used by the test
from tests.import_jobs.jobs import line
from tests.import_jobs.test_workers import begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers(monkeypatch, folder):  # noqa: F811
    """Real ones, on the tests' database."""
    begun = []
    monkeypatch.setattr("talks.import_jobs.workers.start", lambda: begun.append(begin(folder)))
    yield begun
    for process in begun:
        process.kill()
        process.wait()


def test_a_file_is_sent_read_and_committed_by_keyboard(
    page, admin_client, live_server, workers, tmp_path
):
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    file = tmp_path / "talks.jsonl"
    file.write_text("".join(json.dumps(line(f"m{n}")) + "\n" for n in range(20)))
    page.goto(reverse("import_list"))
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Check this file").press("Enter")
    page.get_by_text("checked: nothing is written yet").wait_for()
    assert page.get_by_text("all 20").is_visible() and not Meeting.objects.exists()
    page.get_by_role("button", name="Commit").press("Enter")
    page.get_by_text("In the record").wait_for()
    assert Meeting.objects.drafts().count() == 20
    assert len(workers) == 2
