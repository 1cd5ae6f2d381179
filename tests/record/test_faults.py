"""Two at once, interrupted, killed, changed underneath: the record is as before, or as after."""

import signal
import subprocess
import sys
import threading
import time

import pghistory
import pytest
from django.db import connection, transaction

from talks.models import Meeting, Party
from talks.record import runs
from talks.record.exporter import Export
from talks.record.problems import RecordError
from talks.record.runs import import_paths

from .lines import as_bytes, everything, import_lines, meeting, spoken, statement

pytestmark = pytest.mark.django_db(transaction=True)
# The command in a process of its own, on the tests' database.
IMPORT = """
import signal, sys, django
# A process started in the background may have been told to take no notice of it.
signal.signal(signal.SIGINT, signal.default_int_handler)
django.setup()
from django.core.management import ManagementUtility
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
ManagementUtility(["manage.py", "import_record", "--commit", *sys.argv[2:]]).execute()
"""
PATIENCE = 20


@pytest.fixture
def start():
    """Starts imports; what is left of them is gone when the test ends."""
    processes = []

    def start(path):
        command = [sys.executable, "-c", IMPORT, connection.settings_dict["NAME"], str(path)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        processes.append(subprocess.Popen(command, text=True, **pipes))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()
    wait_until_quiet()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [spoken(*(statement(f"s{s}") for s in range(20)), id=f"m{m}") for m in range(20)]
    path.write_bytes(as_bytes(lines))
    return path


OTHERS = """
    SELECT count(*) FILTER (WHERE state <> 'idle'), count(*) FILTER (WHERE wait_event_type = 'Lock')
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
"""


def wait_for(is_so):
    """Until a function of the other sessions that work, and of those that wait, is true."""
    for _ in range(PATIENCE * 20):
        with connection.cursor() as cursor:
            # A transaction sees the other sessions as they were when it first looked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(OTHERS)
            if is_so(*cursor.fetchone()):
                return
        time.sleep(0.05)
    raise AssertionError("the other sessions do not do as expected")


def wait_until_blocked():
    """Until another process waits for a lock that this one holds."""
    wait_for(lambda working, waiting: waiting > 0)


def wait_until_quiet():
    """The server notices in its own time that nobody is there any more."""
    wait_for(lambda working, waiting: working == 0)


def locked(model):
    """A lock under which nobody else writes to a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE MODE")


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_import_leaves_the_record_as_before(path, start, stop):
    import_lines(meeting("before"))
    before = everything()
    with transaction.atomic():
        # The import has written the nouns by then, and waits to write meetings.
        locked(Meeting)
        process = start(path)
        wait_until_blocked()
        process.send_signal(stop)
        _, said = process.communicate(timeout=PATIENCE)
    if stop == signal.SIGINT:
        assert process.returncode == 130, said
        assert said.strip().endswith("Stopped. The record is as it was before.")
    wait_until_quiet()
    assert everything() == before


def test_two_imports_at_once_are_one_after_the_other(path, start):
    with transaction.atomic():
        locked(Meeting)
        processes = [start(path), start(path)]
        wait_until_blocked()
    results = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], results
    told = sorted(line for out, _ in results for line in out.splitlines() if "meetings" in line)
    assert told == [
        "meetings: 0 created, 0 updated, 20 unchanged",
        "meetings: 20 created, 0 updated, 0 unchanged",
    ]
    assert Meeting.objects.count() == 20


def test_row_that_a_person_saves_meanwhile_is_protected(path, start):
    import_paths([path], commit=True)
    path.write_bytes(as_bytes([meeting("m7", title="The file's")]))
    with pghistory.context(user=1), transaction.atomic():
        Meeting.objects.filter(slug="m7").update(title="A person's")
        process = start(path)
        wait_until_blocked()
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert said.startswith('line 1: title: a person changed it to "A person\'s"')
    assert Meeting.objects.get(slug="m7").title == "A person's"


def test_dry_run_waits_for_no_person(path):
    import_paths([path], commit=True)
    with transaction.atomic():
        Meeting.objects.filter(slug="m7").update(title="A person's")
        result = []
        thread = threading.Thread(target=lambda: result.append(dry_run(path)))
        thread.start()
        thread.join(PATIENCE)
        assert not thread.is_alive() and result[0].count("meetings", "unchanged") == 20


def dry_run(path):
    try:
        return import_paths([path])
    finally:
        connection.close()


@pytest.mark.parametrize(
    "after",
    [
        as_bytes([meeting("other")]),
        as_bytes([{"foo": [1]}]),
        b"",
        b"\xff\xfe",
        as_bytes([meeting("m0"), meeting("m1")]),
    ],
    ids=["another meeting", "no meeting", "nothing", "no text", "a line more"],
)
def test_file_that_changes_between_the_passes_is_refused(path, monkeypatch, after):
    path.write_bytes(as_bytes([meeting("m0")]))
    before = everything()
    write_nouns = runs.import_files.__globals__["Import"].write_nouns

    def change_first(self):
        path.write_bytes(after)
        write_nouns(self)

    monkeypatch.setattr("talks.record.importer.Import.write_nouns", change_first)
    with pytest.raises(RecordError, match="the file changed while it was read"):
        import_paths([path], commit=True)
    assert everything() == before


def test_file_that_disappears_between_the_passes_is_refused(path, monkeypatch):
    monkeypatch.setattr("talks.record.importer.Import.write_nouns", lambda self: path.unlink())
    with pytest.raises(RecordError, match="line 1: cannot be read: No such file"):
        import_paths([path], commit=True)
    assert not Party.objects.exists()


def test_export_is_one_state_of_the_record(path, monkeypatch):
    monkeypatch.setattr("talks.record.exporter.BATCH", 1)
    import_paths([path], commit=True)
    export = Export(Meeting.objects.published())
    lines = export.lines()
    first = next(lines)
    thread = threading.Thread(target=write_meanwhile)
    thread.start()
    thread.join(PATIENCE)
    rest = list(lines)
    assert len([first, *rest]) == 20
    assert not any("meanwhile" in line for line in rest)
    assert Meeting.objects.filter(title="meanwhile").count() == 2


def write_meanwhile():
    try:
        import_lines(meeting("m19", title="meanwhile"), meeting("new", title="meanwhile"))
    finally:
        connection.close()
