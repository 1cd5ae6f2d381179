"""A check writes nothing and says all; a commit writes what was said, or says what is different."""

from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone

from talks.import_jobs import files, runs, sources
from talks.models import ImportJob, Meeting, Statement
from talks.record.problems import Problem, RecordError
from tests.factories import make_meeting
from tests.import_jobs.jobs import checked, committed, items, line, packed, problems, staff, worked

pytestmark = pytest.mark.django_db
RUSSIA = {"id": "russia", "name": "Russia"}


def test_check_says_all_and_writes_nothing():
    job = checked([line(delegations=[{"party": RUSSIA}])])
    assert (job.state, job.lines_read, job.progress) == ("checked", 1, 1000)
    assert items(job) == [("line 1", "created", []), ("line 1", "created", [])]
    assert job.report["outcomes"] == {"created": 2}
    assert job.can_be_committed
    assert not Meeting.objects.exists()


def test_new_meeting_is_a_draft_whatever_its_line_says():
    lines = [
        line(delegations=[{"party": RUSSIA}]),
        line("other", draft=False, delegations=[{"party": "russia"}]),
    ]
    job = committed(checked(lines))
    assert job.state == "done"
    assert list(Meeting.objects.values_list("is_draft", flat=True)) == [True, True]


def test_existing_meeting_keeps_its_state(talks):
    committed(checked([line(draft=True, outcome="None.")]))
    talks.refresh_from_db()
    assert (talks.outcome, talks.is_draft) == ("None.", False)


def test_old_and_new_values_stand_beside_each_other(talks):
    job = checked([line(outcome="None.", title="Other talks")])
    changes = [["title", "Talks", "Other talks"], ["outcome", "", "None."]]
    assert sorted(items(job)[0][2]) == sorted(changes)
    talks.refresh_from_db()
    assert talks.title == "Talks"


def test_links_are_named_by_their_ids(talks):
    job = checked([line(process={"id": "p", "name": "P"}), {"process": {"id": "q", "name": "Q"}}])
    assert items(job, "changed") == [("line 1", "changed", [["process", "", "p"]])]


def test_rows_that_come_and_go_are_shown(talks):
    place = {"id": "bern", "city": "Bern"}
    job = checked([line(places=[place], issues=[])])
    (changes,) = (what for _, outcome, what in items(job) if outcome == "changed")
    assert [(path, bool(old), new) for path, old, new in changes] == [
        ("issues", True, ""),
        ("places[0]", False, "bern"),
    ]


def test_long_texts_are_shown_where_they_differ(talks):
    Meeting.objects.update(outcome="same " * 200 + "left")
    job = checked([line(outcome="same " * 200 + "right")])
    ((_, before, after),) = items(job)[0][2]
    assert before.endswith("same left") and after.endswith("same right")
    assert len(before) < 100


def test_refused_lines_are_left_out_and_the_others_taken():
    lines = [line("a"), line("b", format="shout"), line("c", part_of="b"), line("d")]
    job = checked(lines)
    assert problems(job) == [
        (
            "line 2",
            "format",
            '"shout" is not one of bilateral, trilateral, multilateral, indirect or consultation',
        ),
        ("line 3", "part_of", '"b" is not a known meeting'),
    ]
    assert committed(job).state == "done"
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == ["a", "d"]


def test_file_of_refusals_alone_cannot_be_committed():
    job = checked([line(format="shout")])
    assert job.state == "checked" and not job.can_be_committed
    assert not ImportJob.objects.accept(job.pk, job.digest, None)


def test_too_many_refusals_end_the_check(monkeypatch):
    monkeypatch.setattr(runs, "PROBLEMS_AT_MOST", 3)
    job = checked([line(f"m{n}", format="shout") for n in range(5)])
    assert len(problems(job)) == 3 and not job.can_be_committed
    assert "More than 3 lines or rows are refused" in job.report["notes"][0]


def test_record_that_changed_meanwhile_gives_a_fresh_preview(talks):
    job = checked([line(outcome="None.")])
    Meeting.objects.update(outcome="Some.")
    job = committed(job)
    assert (job.state, job.has_changed) == ("checked", True)
    assert items(job) == [("line 1", "changed", [["outcome", "Some.", "None."]])]
    talks.refresh_from_db()
    assert talks.outcome == "Some."
    assert committed(job).state == "done"
    talks.refresh_from_db()
    assert talks.outcome == "None."


def test_change_far_behind_what_is_shown_counts_too(talks):
    Meeting.objects.update(outcome="a" * 5_000 + "b")
    job = checked([line(outcome="c")])
    Meeting.objects.update(outcome="a" * 5_000 + "d")
    assert committed(job).has_changed


def test_long_list_of_changes_is_cut_and_the_rest_counted(talks):
    Meeting.objects.update(is_draft=True)
    texts = [{"id": f"s{n}", "party": "russia", "text": "Yes."} for n in range(2, 160)]
    committed(checked([line(statements=texts)]))
    job = checked([line(statements=[{**text, "text": "No."} for text in texts])])
    said = job.items.get().said
    assert (len(said["changes"]), said["more"]) == (100, 58)
    Statement.objects.filter(slug="s150").update(text="Perhaps.")
    assert committed(job).has_changed


def test_change_elsewhere_in_the_record_does_not_matter(talks):
    job = checked([line(outcome="None.")])
    make_meeting("Another")
    assert committed(job).state == "done"


def test_what_a_person_changed_last_is_refused_unless_asked_for(talks):
    with pghistory.context(user=staff().pk):
        Meeting.objects.update(outcome="Some.")
    job = checked([line(outcome="None.")])
    said = [("line 1", "outcome", 'a person changed it to "Some.", the file says "None."')]
    assert problems(job) == said
    assert checked([line(outcome="None.")], overwrite=True).can_be_committed


def test_commit_carries_who_asked_for_it():
    asked, agreed = staff("asked"), staff("agreed")
    job = committed(checked([line()], user=asked), agreed)
    assert job.state == "done"
    event = Meeting.pgh_event_model.objects.get()
    assert event.pgh_context.metadata == {"user": agreed.pk, "import": ["file.jsonl"]}


def test_twice_the_same_file_changes_nothing():
    content = packed(line(delegations=[{"party": RUSSIA}]))
    committed(checked(content, "file.jsonl.gz"))
    job = checked(content, "file.jsonl.gz")
    assert job.report["outcomes"] == {"unchanged": 1}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"PK", "a.xlsx", "The file is not an XLSX file, or a damaged one."),
        (b"", "a.csv", "The file has no rows."),
    ],
)
def test_file_that_is_no_table_fails_with_a_sentence(content, name, said):
    job = checked(content, name)
    assert (job.state, job.problem) == ("failed", said)
    assert not files.path_of(job).exists()


@pytest.mark.parametrize("content", [b"\x1f\x8bno", b"text", b"\xff\xfe"])
def test_file_that_is_no_gzip_is_refused(content):
    job = checked(content, "a.jsonl.gz")
    assert problems(job) and not job.can_be_committed


def test_gzip_bomb_is_stopped(monkeypatch):
    monkeypatch.setattr(sources, "UNPACKED_AT_MOST", 1000)
    job = checked(packed(line(summary="a" * 10_000)), "a.jsonl.gz")
    assert job.state == "failed" and "unpacks to more than" in job.problem


def test_fresh_preview_takes_the_place_of_the_one_before():
    job = checked([line()])
    ImportJob.objects.update(state="checking", heartbeat_at=timezone.now() - timedelta(hours=1))
    assert items(worked(job)) == [("line 1", "created", [])]


def test_batch_that_the_database_refuses_is_refused_as_a_whole(monkeypatch):
    said = f"{runs.FROM_HERE} 9: the database refuses it"

    def refuse(*_, **__):
        raise RecordError([Problem("", 1, "", said)])

    monkeypatch.setattr(runs, "import_files", refuse)
    job = checked([line()])
    assert (job.state, job.problem) == ("failed", f"line 1: {said}")
