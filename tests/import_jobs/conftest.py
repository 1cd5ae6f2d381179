import pytest

from talks.import_jobs import files
from tests.factories import make_issue, make_meeting, make_party, make_source, make_statement


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """The files of jobs stand in a folder of this test, and not among those of the site."""
    found = tmp_path / "imports"
    found.mkdir(mode=0o700)
    monkeypatch.setattr(files, "folder", lambda: found)
    return found


@pytest.fixture
def talks():
    """A published meeting with a cited statement."""
    party, issue, source = make_party("Russia", slug="russia"), make_issue(slug="i"), make_source()
    meeting = make_meeting("Talks", slug="talks", parties=[party], issues=[issue])
    make_statement(meeting, "No.", slug="s1", party=party, act="denial", source=source)
    return meeting
