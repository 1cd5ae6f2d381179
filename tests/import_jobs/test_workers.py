"""A worker that is killed leaves the record as before or as after; its job goes to the next."""

import os
import stat
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from talks.import_jobs import files, workers
from talks.import_jobs.beats import Beat, Lost, Still
from talks.models import ImportItem, ImportJob, Meeting
from talks.models.import_jobs import ATTEMPTS, SILENCE
from tests.import_jobs.jobs import checked, committed, line, send, staff, worked

ROOT = Path(__file__).resolve().parents[2]
MEETINGS = 300
transactional = pytest.mark.django_db(transaction=True)
in_one_transaction = pytest.mark.django_db


def lines(count=MEETINGS):
    return [line(f"m{n}", delegations=[{"party": {"id": "p", "name": "P"}}]) for n in range(count)]


def begin(folder, marker=""):
    """A worker as a process of its own."""
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-m", "tests.import_jobs.process", name, str(folder), str(marker)]
    return subprocess.Popen(command, cwd=ROOT)


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def accepted(content):
    job = checked(content)
    assert ImportJob.objects.accept(job.pk, job.digest, None)
    return job


def grow_silent():
    ImportJob.objects.update(heartbeat_at=timezone.now() - 2 * SILENCE)


@transactional
def test_worker_killed_before_the_commit_leaves_the_record_as_before(folder, tmp_path):
    job = accepted(lines())
    marker = tmp_path / "all is written"
    process = begin(folder, marker)
    wait_for(marker.exists)
    process.kill()
    process.wait()
    assert Meeting.objects.count() == 0
    job.refresh_from_db()
    assert job.state == "committing"
    grow_silent()
    assert worked(job).state == "done"
    assert Meeting.objects.count() == MEETINGS


@transactional
@pytest.mark.parametrize("after", [0.0, 0.1, 0.4])
def test_worker_killed_at_any_moment_leaves_all_or_nothing(folder, after):
    job = accepted(lines())
    process = begin(folder)
    wait_for(lambda: ImportJob.objects.exclude(state="accepted").exists())
    time.sleep(after)
    process.kill()
    process.wait()
    # The server may need a moment to notice.
    time.sleep(0.3)
    job.refresh_from_db()
    assert (job.state, Meeting.objects.count()) in (("committing", 0), ("done", MEETINGS))
    grow_silent()
    assert worked(job).state == "done"
    assert Meeting.objects.count() == MEETINGS


@transactional
def test_worker_ends_its_work_alone(folder):
    job = send(lines(3))
    begin(folder).wait(timeout=60)
    job.refresh_from_db()
    assert (job.state, job.lines_read) == ("checked", 3)


@transactional
def test_cancel_in_the_middle_of_a_commit_writes_nothing(folder, tmp_path):
    job = accepted(lines(5))
    process = begin(folder, tmp_path / "written")
    wait_for((tmp_path / "written").exists)
    assert ImportJob.objects.cancel(job.pk)
    process.kill()
    process.wait()
    assert worked(job).state == "cancelled"
    assert Meeting.objects.count() == 0


@transactional
def test_beat_tells_and_learns_that_the_job_is_lost(monkeypatch):
    monkeypatch.setattr("talks.import_jobs.beats.EVERY", 0.05)
    send([line()])
    job = ImportJob.objects.claim("me")
    beat = Beat(job)
    beat.start()
    beat.tick(job.size, 1)
    wait_for(lambda: ImportJob.objects.get().progress == 500)
    ImportJob.objects.cancel(job.pk)
    with pytest.raises(Lost), connection.cursor() as cursor:
        try:
            cursor.execute("SELECT pg_sleep(20)")
        finally:
            beat.check()
    with pytest.raises(Lost):
        beat.stop()


@in_one_transaction
def test_worker_that_lost_its_job_writes_nothing():
    """As one that was suspended while another took over."""
    job = accepted(lines(2))
    mine = ImportJob.objects.claim("me")
    ImportJob.objects.update(worker="another")
    workers.work_on(mine, Still)
    job.refresh_from_db()
    assert (job.state, job.worker) == ("committing", "another")
    assert not Meeting.objects.exists()


@in_one_transaction
def test_job_is_claimed_once_and_again_when_its_worker_fell_silent():
    send([line()])
    assert ImportJob.objects.claim("first").state == "checking"
    assert ImportJob.objects.claim("second") is None
    grow_silent()
    assert ImportJob.objects.claim("second").attempts == 2


@in_one_transaction
def test_job_that_ends_every_worker_is_given_up():
    job = send([line()])
    for _ in range(ATTEMPTS):
        ImportJob.objects.claim("a worker that dies")
        grow_silent()
    job = worked(job)
    assert (job.state, job.is_active) == ("failed", False)
    assert "three times in a row" in job.problem
    assert not files.path_of(job).exists()


@in_one_transaction
def test_unexpected_error_is_said_and_logged(monkeypatch, caplog):
    monkeypatch.setattr(workers.runs, "check", lambda *_: 1 / 0)
    job = checked([line()])
    assert (job.state, job.problem) == ("failed", workers.UNEXPECTED)
    assert "ZeroDivisionError" in caplog.text


@in_one_transaction
def test_file_that_is_gone_is_said():
    job = send(b"", "a.jsonl")
    files.delete(job)
    assert not worked(job).can_be_committed


@in_one_transaction
def test_worker_is_started_once_for_those_who_ask_at_once(monkeypatch):
    started = []
    monkeypatch.setattr(workers.subprocess, "Popen", lambda *a, **k: started.append(k) or Process())
    workers.start_if_needed()
    assert started == []
    send([line()])
    workers.start_if_needed(), workers.start_if_needed()
    assert len(started) == 1 and started[0]["start_new_session"]
    ImportJob.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))
    workers.start_if_needed()
    assert len(started) == 2


@in_one_transaction
def test_worker_that_cannot_be_started_stops_nobody(monkeypatch, caplog):
    def fail(*_, **__):
        raise OSError("no processes left")

    monkeypatch.setattr(workers.subprocess, "Popen", fail)
    send([line()])
    workers.start_if_needed()
    assert "no processes left" in caplog.text


class Process:
    def wait(self):
        pass


@in_one_transaction
def test_old_previews_files_and_reports_are_forgotten(folder):
    old = timezone.now() - timedelta(days=100)
    forgotten, done = checked([line()]), committed(checked([line("other")]))
    waiting = send(b"", "waiting.jsonl", state="checked", finished_at=timezone.now())
    (folder / "stray").touch()
    ImportJob.objects.exclude(pk=waiting.pk).update(finished_at=old)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    (folder / "being sent").touch()
    call_command("work_imports")
    forgotten.refresh_from_db(), done.refresh_from_db()
    assert (forgotten.state, done.state) == ("cancelled", "done")
    assert not ImportItem.objects.filter(job=done).exists()
    assert {path.name for path in folder.iterdir()} == {waiting.token, "being sent"}


@in_one_transaction
def test_jobs_are_seen_by_their_authors_and_by_those_who_publish():
    eve, anna, boss = staff("eve"), staff("anna"), staff("boss", is_superuser=True)
    job = send([line()], user=eve)
    seen = [set(ImportJob.objects.seen_by(user)) for user in (eve, anna, boss)]
    assert seen == [{job}, set(), {job}]


@in_one_transaction
def test_cancel_ends_what_is_open_and_nothing_else():
    job = checked([line()])
    assert ImportJob.objects.cancel(job.pk) and not ImportJob.objects.cancel(job.pk)
    done = committed(checked([line("other")]))
    assert not ImportJob.objects.cancel(done.pk)
    assert not ImportJob.objects.accept(job.pk, job.digest, None)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\a.csv", "a.csv"),
        ("a\0b\u202e.csv", "a�b�.csv"),
        ("", "file"),
        ("x" * 400, "x" * 150 + "…"),
    ],
)
def test_name_of_a_file_is_never_a_path(name, shown):
    assert files.shown_name(name) == shown


@in_one_transaction
def test_file_is_kept_for_the_site_alone(folder):
    job = ImportJob(name="../a.csv", form="csv")

    class Upload:
        def chunks(self):
            return [b"a", b"b"]

    files.keep(job, Upload())
    (path,) = folder.iterdir()
    assert path.read_bytes() == b"ab" and stat.S_IMODE(path.stat().st_mode) == 0o600
