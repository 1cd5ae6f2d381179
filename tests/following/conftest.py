import pytest

from tests.admin.conftest import box, use_server  # noqa: F401 - fixtures
from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement

SITE = "https://talks.example.org"


@pytest.fixture(autouse=True)
def site(settings):
    """As with SITE_URL and EMAIL_URL set; mail stays in memory, but where a test asks for a box."""
    settings.SITE_URL = SITE
    settings.EMAIL_URL = {"EMAIL_HOST": "127.0.0.1"}
    settings.DEFAULT_FROM_EMAIL = "Parley <record@example.org>"


@pytest.fixture(autouse=True)
def reads_at_once(monkeypatch):
    """Forms are sent in no time."""
    monkeypatch.setattr("talks.views.persons_form.QUICKEST", 0)


@pytest.fixture
def russia():
    party, official = make_party("Russia", slug="russia"), make_official("Ann Lee", slug="ann-lee")
    issue = make_issue("Arms", slug="arms")
    meeting = make_meeting("Talks", slug="talks", parties=[party], issues=[issue])
    make_statement(meeting, "Open doors.", party=party, speaker=official, issues=[issue])
    return party
