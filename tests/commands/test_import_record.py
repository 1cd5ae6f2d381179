"""import_record: what it prints, where, and with which exit status."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from talks.models import Meeting
from tests.record.lines import RUSSIA, US, as_bytes, everything, meeting, packed, spoken, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def write(*lines, name="x.jsonl"):
        path = tmp_path / name
        path.write_bytes(as_bytes(lines))
        return str(path)

    return write


def run(*arguments, **options):
    """What a successful call prints, line by line."""
    out = StringIO()
    call_command("import_record", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


def refused(*arguments, **options):
    """What a refused call writes to standard error, line by line, and its last sentence."""
    said, before = StringIO(), everything()
    with pytest.raises(CommandError) as error:
        call_command("import_record", *arguments, stdout=StringIO(), stderr=said, **options)
    assert error.value.returncode == 1
    assert everything() == before
    return said.getvalue().splitlines(), str(error.value)


def test_dry_run_is_the_default(write):
    assert run(write(meeting()))[-1] == "Dry run: nothing was written. Add --commit to write."
    assert not Meeting.objects.exists()


def test_counts_are_printed(write):
    path = write(spoken(statement(), statement("s2")), meeting("b", delegations=[]))
    assert run(path, "--commit") == [
        "sources: 1 created, 0 updated, 0 unchanged",
        "parties: 1 created, 0 updated, 0 unchanged",
        "delegations: 1 created, 0 updated, 0 unchanged",
        "statements: 2 created, 0 updated, 0 unchanged",
        "meetings: 2 created, 0 updated, 0 unchanged, 1 held as draft",
        "lines refused: 0",
        "held as draft: b: No delegation is on record.",
    ]
    assert run(path, "--commit")[3:6] == [
        "statements: 0 created, 0 updated, 2 unchanged",
        "meetings: 0 created, 0 updated, 2 unchanged",
        "lines refused: 0",
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf\r\n"])
def test_empty_file_counts_noughts(write, content):
    assert run(write(content), "--commit") == [
        "meetings: 0 created, 0 updated, 0 unchanged",
        "lines refused: 0",
    ]


def test_kept_rows_are_told(write):
    run(write(meeting(delegations=[{"party": US}, {"party": RUSSIA}])), "--commit")
    path = write(meeting())
    assert "line 1: delegations: kept, not in the line: Russia at Security talks" in run(
        path, "--commit"
    )
    told = run(path, "--commit", "--replace")
    assert "delegations: 0 created, 0 updated, 1 unchanged, 1 removed" in told


def test_refusal_names_line_and_path(write):
    lines = [meeting(f"m{n}") for n in range(11)]
    said, last = refused(
        write(*lines, spoken(*[statement(f"s{n}") for n in range(3)], statement(act="shout")))
    )
    assert said == [
        'line 12: statements[3].act: "shout" is not one of position, demand, proposal, offer,'
        " acceptance, rejection, warning, denial, assessment, commitment, announcement, question or"
        " no_comment"
    ]
    assert last == "Refused: 1 problem. The record is as it was before."


def test_refusal_in_several_files_names_the_file(write):
    paths = write(meeting("a")), write(meeting("b", status="x"), name="y.jsonl")
    said, _ = refused(*paths, "--commit")
    assert said[0].startswith(f"{paths[1]}: line 1: status: ")


def test_too_many_problems_are_counted(write):
    said, last = refused(write(*[meeting(f"m{n}", status="x") for n in range(205)]))
    assert len(said) == 201 and said[-1] == "… and 5 more"
    assert last == "Refused: 205 problems. The record is as it was before."


def test_line_by_line_takes_the_sound_ones(write):
    path = write(meeting("a"), {"x": 1}, meeting("c"))
    out, said = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 line was refused; the others were taken") as error:
        call_command("import_record", path, "--commit", "--per-line", stdout=out, stderr=said)
    assert error.value.returncode == 1
    assert "lines refused: 1" in out.getvalue()
    assert "line 2: x: is not a key of the record file" in said.getvalue()
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(
    "name, reason",
    [
        ("missing.jsonl", "line 1: cannot be read: No such file or directory"),
        (".", "line 1: cannot be read: Is a directory"),
        ("x" * 300, "line 1: cannot be read: File name too long"),
    ],
)
def test_unreadable_path_is_refused(tmp_path, name, reason):
    assert refused(str(tmp_path / name))[0] == [reason]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_leave_to_read_is_refused(write):
    path = write(meeting())
    Path(path).chmod(0)
    assert refused(path)[0] == ["line 1: cannot be read: Permission denied"]


def test_broken_gzip_is_refused(tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(packed(meeting())[:-1])
    assert refused(str(path), "--commit")[0] == ["line 2: the gzip file ends early"]


def test_database_that_goes_away_is_no_traceback(write, monkeypatch):
    def fail(*arguments, **options):
        raise OperationalError("server closed the connection unexpectedly\nDETAIL")

    monkeypatch.setattr("talks.management.commands.import_record.import_paths", fail)
    _, last = refused(write(meeting()), "--commit")
    assert last == (
        "The database stopped the import: server closed the connection unexpectedly."
        " The record is as it was before."
    )
