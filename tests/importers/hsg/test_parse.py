"""Files as objects of the record file: the golden file, and all the published files."""

import json
from pathlib import Path

import pytest

from talks.importers.hsg.files import documents
from talks.importers.hsg.parse import parse
from talks.record.check import line_problems
from tests.importers.hsg_golden import GOLDEN, found_in_files

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/hsg"


def test_files_are_read_as_the_golden_file_says():
    assert json.loads(json.dumps(found_in_files())) == json.loads(GOLDEN.read_text("utf-8"))


def test_objects_are_lines_of_a_record_file():
    for data in found_in_files()["objects"]:
        assert line_problems(data) == []


@pytest.fixture(scope="module")
def published():
    if not SHARED.is_dir():
        pytest.skip("the published files are not beside this checkout, in ../shared/data/hsg")
    return parse([SHARED])


def test_every_published_record_is_a_meeting_or_in_one(published):
    assert published.problems == []
    cited = [
        (citation["source"], citation["locator"])
        for data in published.objects
        for citation in data.get("citations", [])
    ]
    assert len(cited) == len(set(cited)) == number_published()


def number_published():
    folders = ["travels/president-travels", "travels/secretary-travels", "visits/data"]
    files = [file for folder in folders for file in (SHARED / folder).glob("*.xml")]
    return sum(len(root) for _, root in documents(files, refuse=print))


def test_published_objects_are_lines_of_a_record_file(published):
    assert [line_problems(data) for data in published.objects[::20] if line_problems(data)] == []
