"""One call: its files share one transaction and one name space, unless it goes line by line."""

import os
import threading

import pytest

from talks.models import Meeting, OldId, Party
from talks.record.runs import import_paths

from .lines import (
    RUSSIA,
    US,
    as_bytes,
    counts,
    everything,
    exported_meeting,
    import_files,
    import_lines,
    meeting,
    packed,
    refusal,
    refusal_of_files,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db


def test_links_lead_to_later_files():
    a = meeting("a", part_of="b", follow_ups=[{"id": "f1", "kind": "decision", "meeting": "c"}])
    import_files(
        [[a], [meeting("b", delegations=[{"party": "russia"}])], [meeting("c"), {"party": RUSSIA}]]
    )
    assert exported_meeting("a")["part_of"] == "b"
    assert exported_meeting("a")["follow_ups"][0]["meeting"] == "c"


def test_one_bad_line_refuses_all_files():
    said = refusal_of_files([[meeting("a")], [meeting("b")], [meeting("c", status="over")]])
    assert len(said) == 1 and not Meeting.objects.exists()


def test_unreadable_file_refuses_all_files(tmp_path):
    good, bad = tmp_path / "1.jsonl", tmp_path / "2.jsonl.gz"
    good.write_bytes(as_bytes([meeting()]))
    bad.write_bytes(packed(meeting("b"))[:-3])
    with pytest.raises(Exception, match="line 2: the gzip file ends early"):
        import_paths([good, bad], commit=True)
    assert not Meeting.objects.exists()


def test_same_file_twice_is_one_record(tmp_path):
    path = tmp_path / "1.jsonl"
    path.write_bytes(as_bytes([spoken(statement())]))
    report = import_paths([path, path], commit=True)
    assert counts(report) == {"created": 1, "unchanged": 1}


def test_circle_across_files_is_refused():
    assert refusal_of_files([[meeting("a", part_of="b")], [meeting("b", part_of="a")]])


def test_problems_of_all_files_are_told():
    problems = refusal_of_files([[meeting(status="x")], [b"\n", meeting("b", format="x")]])
    assert [one.partition(":")[0] for one in problems] == ["line 1", "line 2"]


def test_pipe_is_read(tmp_path):
    path = tmp_path / "pipe.jsonl.gz"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(packed(meeting(), meeting("b")),))
    writer.start()
    import_paths([path], commit=True)
    writer.join()
    assert Meeting.objects.count() == 2


# Dry run.


def test_dry_run_writes_nothing():
    import_lines({"party": {"id": "ussr", "name": "U.S.S.R."}}, meeting("old"))
    before = everything()
    lines = [
        spoken(statement()),
        {"party": RUSSIA | {"old_ids": ["ussr"]}},
        meeting("old", title="New"),
        {"place": {"city": "Bern"}},
    ]
    report = import_lines(*lines, commit=False)
    assert counts(report) == {"created": 1, "updated": 1}
    assert everything() == before
    assert OldId.objects.count() == 0
    committed = import_lines(*lines)
    assert committed.tally.counts == report.tally.counts


def test_dry_run_refuses_what_a_commit_refuses():
    line = meeting(status="over")
    assert refusal(line, commit=False) == refusal(line)


# Line by line.


def test_each_line_stands_for_itself():
    report = import_lines(
        meeting("a"), meeting("b", status="over"), b"not JSON\n", meeting("c"), per_line=True
    )
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == ["a", "c"]
    assert report.refused == 2
    assert [problem.line for problem in report.problems] == [2, 3]
    assert counts(report) == {"created": 2}


def test_each_line_has_its_own_name_space():
    report = import_lines(
        meeting("a", part_of="b"), meeting("b"), meeting("c", part_of="b"), per_line=True
    )
    assert [str(problem) for problem in report.problems] == [
        'line 1: part_of: "b" is not a known meeting'
    ]
    assert exported_meeting("c")["part_of"] == "b"


def test_contradicting_lines_follow_each_other():
    report = import_lines({"party": US}, {"party": US | {"name": "USA"}}, per_line=True)
    assert report.refused == 0
    assert Party.objects.get().name == "USA"


@pytest.mark.parametrize("before", [[], [meeting("before")]], ids=["first", "second"])
def test_links_lead_to_later_batches(monkeypatch, before):
    """Also in a transaction that has seen an import already, as a dry run line by line does."""
    monkeypatch.setattr("talks.record.importer.BATCH_LINES", 1)
    import_lines(*before)
    bloc = {"party": {"id": "bloc", "name": "Bloc", "members": [US, RUSSIA]}}
    import_lines(meeting("a", part_of="b"), bloc, meeting("b"))
    assert exported_meeting("a")["part_of"] == "b"


def test_lines_by_themselves_may_lead_forward_within():
    bloc = {"party": {"id": "bloc", "name": "Bloc", "members": [US, RUSSIA]}}
    for commit in (False, True):
        report = import_lines(
            bloc, meeting("a", auspices=[bloc["party"]]), per_line=True, commit=commit
        )
        assert report.problems == []
    assert Party.objects.get(slug="bloc").members.count() == 2


def test_dry_run_line_by_line_writes_nothing():
    before = everything()
    report = import_lines(meeting("a"), meeting("b", part_of="a"), {}, per_line=True, commit=False)
    assert counts(report) == {"created": 2} and report.refused == 1
    assert everything() == before


def test_file_that_ends_early_leaves_the_lines_before(tmp_path):
    path = tmp_path / "1.jsonl.gz"
    path.write_bytes(packed(meeting("a")) + packed(meeting("b"))[:-5])
    report = import_paths([path], commit=True, per_line=True)
    assert report.refused == 1
    assert "a" in Meeting.objects.values_list("slug", flat=True)
