"""A save that is killed leaves the record as before or as after; of two at once none is lost."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, transaction

from talks.admin.conflicts import STOPPED
from talks.models import Meeting, Source, Statement, StatementCitation
from tests.admin.pages import change_address, errors, filled_in, new_row
from tests.admin.roles import client_of
from tests.admin.saves import export
from tests.factories import make_meeting, make_party, make_source, make_statement

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
NEW = 20


@pytest.fixture
def staff():
    return client_of("superuser")


@pytest.fixture
def meeting():
    party = make_party("Russia")
    meeting = make_meeting("Talks", slug="talks", draft=True, parties=[party])
    make_statement(meeting, "It was frank.", slug="s1", party=party, source=make_source("Report"))
    return meeting


@pytest.fixture
def save(staff, meeting, tmp_path):
    """Begins a save of the form with many new statements, in a process of its own."""
    data = filled_in(staff.get(change_address(meeting))) | {"title": "Talks, changed"}
    party, source = meeting.delegations.get().party_id, Source.objects.get().pk
    for n in range(1, NEW + 1):
        new_row(data, "statements", party=party, text=f"New {n}.", slug="")
        lists = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-source": source, "0-order": 0}
        data |= {f"statements-{n}-citations-{name}": value for name, value in lists.items()}
    (tmp_path / "sent").write_text(json.dumps(data), encoding="utf-8")

    def begin():
        (tmp_path / "begun").unlink(missing_ok=True)
        session = staff.cookies[settings.SESSION_COOKIE_NAME].value
        database = connection.settings_dict["NAME"]
        command = [sys.executable, "-m", "tests.admin.saving_process", database, session]
        command += [change_address(meeting), str(tmp_path / "sent")]
        return subprocess.Popen(command, cwd=ROOT)

    return begin


def state(meeting):
    title = Meeting.objects.values_list("title", flat=True).get(pk=meeting.pk)
    return title, Statement.objects.count(), StatementCitation.objects.count()


BEFORE, AFTER = ("Talks", 1, 1), ("Talks, changed", 1 + NEW, 1 + NEW)


def wait_for(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def kill(process):
    process.kill()
    process.wait()


def is_waiting():
    """Whether somebody waits for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def is_alone():
    """Whether the database has noticed that the killed process is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchone()[0] == 0


def test_a_save_killed_in_its_middle_leaves_the_record_as_before(save, meeting):
    before = export()
    with transaction.atomic():
        # One of the new statements waits for this one of the same id, when others are written.
        make_statement(meeting, slug=f"s{NEW // 2}", cited=False)
        process = save()
        wait_for(is_waiting)
        kill(process)
        transaction.set_rollback(True)
    wait_for(is_alone)
    assert state(meeting) == BEFORE
    assert export() == before
    assert save().wait() == 0
    assert state(meeting) == AFTER


@pytest.mark.parametrize("after", [0.05, 0.2, 0.4, 0.8])
def test_a_save_killed_at_any_moment_is_all_or_nothing(save, meeting, tmp_path, after):
    process = save()
    wait_for((tmp_path / "begun").exists)
    time.sleep(after)
    kill(process)
    wait_for(is_alone)
    assert state(meeting) in (BEFORE, AFTER)


def at_once(saves):
    """The answers to some posts that begin at the same moment."""
    ready = Barrier(len(saves))

    def send(client, address, data):
        try:
            ready.wait()
            return client.post(address, data)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(saves)) as pool:
        return [done.result() for done in [pool.submit(send, *save) for save in saves]]


@pytest.mark.parametrize("round_", range(4))
def test_of_two_at_once_one_is_saved_and_the_other_stopped(round_, staff, meeting):
    address = change_address(meeting)
    opened = filled_in(staff.get(address))
    clients = [client_of("superuser", f"staff {n}") for n in range(2)]
    saves = [
        (client, address, opened | {"title": f"Title {n}", "summary": f"Words {n}"})
        for n, client in enumerate(clients)
    ]
    answers = at_once(saves)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    saved = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    stopped = answers[1 - saved]
    assert STOPPED in errors(stopped)
    assert filled_in(stopped)["summary"] == f"Words {1 - saved}"
    meeting.refresh_from_db()
    assert (meeting.title, meeting.summary) == (f"Title {saved}", f"Words {saved}")


def test_a_statement_and_its_meeting_at_once_lose_nothing(staff, meeting):
    statement = meeting.statements.get()
    whole, own = change_address(meeting), change_address(statement)
    other = client_of("superuser", "other")
    form = filled_in(staff.get(whole)) | {"statements-0-text": "By the meeting's form."}
    page = filled_in(staff.get(own)) | {"text": "By its own page."}
    answers = at_once([(staff, whole, form), (other, own, page)])
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    saved = ["By the meeting's form.", "By its own page."][answers[1].status_code == 302]
    assert Statement.objects.get().text == saved
