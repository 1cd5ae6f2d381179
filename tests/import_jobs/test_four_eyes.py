"""Imports from the admin over what is published, under four eyes: they wait as proposed changes."""

import pytest

from talks.import_jobs import four_eyes, runs
from talks.models import ImportJob, Meeting, ProposedChange
from tests.import_jobs.jobs import checked, committed, items, line, problems, staff, worked

pytestmark = pytest.mark.django_db
LINES = [line(outcome="None."), line("new")]


@pytest.fixture(autouse=True)
def two_people(settings):
    settings.FOUR_EYES = True


def test_file_over_a_published_meeting_waits_as_a_whole(talks):
    eve = staff()
    job = checked(LINES, user=eve)
    assert problems(job) == [] and job.report["waits"] == "Talks" and job.can_be_committed
    assert not ProposedChange.objects.exists(), "a check proposes nothing"
    job = committed(job, eve)
    proposal = ProposedChange.objects.get()
    assert (job.state, job.report["proposal"]) == ("done", proposal.pk)
    assert (proposal.author, proposal.meetings, proposal.title) == (eve, [talks.pk], "Talks")
    assert proposal.note == "Import of file.jsonl"
    assert proposal.context == {"import": ["file.jsonl"]}
    talks.refresh_from_db()
    assert talks.outcome == "" and not Meeting.objects.filter(slug="new").exists()


def test_who_commits_is_who_proposes(talks):
    committed(checked(LINES, user=staff("asked")), agreed := staff("agreed"))
    assert ProposedChange.objects.get().author == agreed


@pytest.mark.parametrize("lines", [[line()], [line("new")]])
def test_what_changes_no_published_meeting_needs_nobody(lines, talks):
    job = committed(checked([*lines, line("other")], user=staff()))
    assert job.report["waits"] == "" and "proposal" not in job.report
    assert Meeting.objects.filter(slug="other").exists() and not ProposedChange.objects.exists()


def test_draft_needs_nobody(talks):
    Meeting.objects.update(is_draft=True)
    committed(checked(LINES, user=staff()))
    talks.refresh_from_db()
    assert talks.outcome == "None." and not ProposedChange.objects.exists()


def test_one_pair_of_eyes_writes(talks, settings):
    settings.FOUR_EYES = False
    committed(checked(LINES, user=staff()))
    talks.refresh_from_db()
    assert talks.outcome == "None."


def test_published_since_the_preview_is_shown_anew(talks):
    Meeting.objects.update(is_draft=True)
    job = checked(LINES, user=staff())
    Meeting.objects.update(is_draft=False)
    job = committed(job)
    assert (job.state, job.has_changed, job.report["waits"]) == ("checked", True, "Talks")
    assert not ProposedChange.objects.exists()
    assert committed(job).report["proposal"] == ProposedChange.objects.get().pk


def test_setting_made_since_the_preview_is_shown_anew(talks, settings):
    settings.FOUR_EYES = False
    job = checked(LINES, user=staff())
    settings.FOUR_EYES = True
    assert committed(job).has_changed and not ProposedChange.objects.exists()


def test_what_is_refused_is_not_proposed(talks):
    job = checked([*LINES, line("bad", status="no")], user=staff())
    assert [where for where, *_ in problems(job)] == ["line 3"]
    committed(job)
    slugs = [new["slug"] for _, _, old, new in ProposedChange.objects.get().rows if old is None]
    assert slugs == ["new"]


def test_file_too_large_to_wait_is_refused_with_a_sentence(talks, monkeypatch):
    monkeypatch.setattr(four_eyes, "ROWS_AT_MOST", 1)
    job = checked(LINES, user=staff())
    assert not job.can_be_committed and "too large to wait" in job.report["notes"][0]
    assert len(items(job)) == 2


def test_nobody_proposes_nothing(talks):
    job = committed(checked(LINES))
    assert (job.state, job.problem) == ("failed", four_eyes.NOBODY)
    assert not ProposedChange.objects.exists()


def test_cancelled_in_the_last_moment_proposes_nothing(talks, monkeypatch):
    job = checked(LINES, user=staff())
    propose = runs.propose

    def cancelled(job, *others):
        ImportJob.objects.cancel(job.pk)
        propose(job, *others)

    monkeypatch.setattr(runs, "propose", cancelled)
    assert ImportJob.objects.accept(job.pk, job.digest, job.user)
    assert worked(job).state == "cancelled" and not ProposedChange.objects.exists()
