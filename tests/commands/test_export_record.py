"""export_record: files that appear whole or not at all, standard output, filters."""

import gzip
import json
import os
import threading
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command

from tests.record.lines import RUSSIA, US, import_lines, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record():
    import_lines(
        meeting("a", part_of="b"),
        meeting("b", delegations=[{"party": US}, {"party": RUSSIA}], starts="2021"),
        meeting("c", draft=True),
    )


def run(*arguments):
    said = StringIO()
    call_command("export_record", *map(str, arguments), stderr=said)
    return said.getvalue().strip()


def ids(content):
    return [json.loads(line)["id"] for line in content.decode().splitlines()]


def test_file_holds_what_is_published(tmp_path):
    assert run(tmp_path / "x.jsonl") == "2 lines, 0 links left out"
    assert ids((tmp_path / "x.jsonl").read_bytes()) == ["a", "b"]
    assert os.listdir(tmp_path) == ["x.jsonl"]


def test_gzip_by_its_name_is_the_same_each_time(tmp_path):
    run(tmp_path / "x.jsonl.gz")
    run(tmp_path / "y.jsonl.gz")
    first = (tmp_path / "x.jsonl.gz").read_bytes()
    assert ids(gzip.decompress(first)) == ["a", "b"]
    assert first == (tmp_path / "y.jsonl.gz").read_bytes()


def test_standard_output(monkeypatch):
    out = TextIOWrapper(BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    assert run() == "2 lines, 0 links left out"
    assert ids(out.buffer.getvalue()) == ["a", "b"]


def test_drafts(tmp_path):
    run(tmp_path / "x.jsonl", "--drafts")
    assert ids((tmp_path / "x.jsonl").read_bytes()) == ["a", "b", "c"]


def test_filter_says_how_many_links_it_leaves_out(tmp_path):
    assert run(tmp_path / "x.jsonl", "--filter", "after=2022") == "1 lines, 1 links left out"
    assert ids((tmp_path / "x.jsonl").read_bytes()) == ["a"]
    run(tmp_path / "x.jsonl", "--filter", "party=russia")
    assert ids((tmp_path / "x.jsonl").read_bytes()) == ["b"]


@pytest.mark.parametrize("text", ["after=soon", "party=nowhere", "format=x"])
def test_filter_that_a_page_would_ignore_is_refused(tmp_path, text):
    with pytest.raises(CommandError):
        run(tmp_path / "x.jsonl", "--filter", text)
    assert os.listdir(tmp_path) == []


def test_earlier_file_is_replaced(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text("before")
    run(path)
    assert ids(path.read_bytes()) == ["a", "b"]


def test_path_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("before")
    (tmp_path / "folder").mkdir()
    for name, reason in [
        ("missing/x.jsonl", "No such file or directory"),
        ("file/x.jsonl", "Not a directory"),
        ("folder", "Is a directory"),
        ("x" * 250, "File name too long"),
    ]:
        with pytest.raises(CommandError, match=f"cannot be written: {reason}"):
            run(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "before"


def test_export_that_fails_half_way_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    def lines(self):
        yield "half\n"
        raise RuntimeError

    monkeypatch.setattr("talks.record.exporter.Export.lines", lines)
    (tmp_path / "x.jsonl").write_text("before")
    with pytest.raises(RuntimeError):
        run(tmp_path / "x.jsonl")
    with pytest.raises(RuntimeError):
        run(tmp_path / "y.jsonl.gz")
    assert os.listdir(tmp_path) == ["x.jsonl"]
    assert (tmp_path / "x.jsonl").read_text() == "before"


def test_full_disk_is_said():
    with pytest.raises(CommandError, match="/dev/full cannot be written: No space left on device"):
        run("/dev/full")


def test_pipe_is_written_to_and_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    run(path)
    reader.join()
    assert ids(read[0]) == ["a", "b"]
    assert path.is_fifo()
