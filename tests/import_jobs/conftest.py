import pytest

from talks.import_jobs import files


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """The files of jobs stand in a folder of this test, and not among those of the site."""
    found = tmp_path / "imports"
    found.mkdir(mode=0o700)
    monkeypatch.setattr(files, "folder", lambda: found)
    return found
