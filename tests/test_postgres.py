"""The private server, with real processes on folders of their own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from talks.postgres import account, cluster, locks, places, sockets
from talks.postgres.errors import ClusterError

ROOT = Path(__file__).resolve().parent.parent
# Uses the server, says which process it is, and stays until its input ends.
USER = """
import sys
from pathlib import Path
from talks.postgres import cluster
data_dir = Path(sys.argv[1])
params = cluster.ensure(data_dir)
print(cluster._postmaster(cluster._find(data_dir)), flush=True)
sys.stdin.read()
"""


@contextmanager
def scratch(name="data"):
    """A new DATA_DIR that the server's user can enter; its server ends with it."""
    # pytest's tmp_path is closed to the user that runs the server for root.
    folder = Path(tempfile.mkdtemp(prefix="parley-test-"))
    folder.chmod(0o755)
    data_dir = folder / name
    data_dir.mkdir(parents=True)
    try:
        yield data_dir
    finally:
        if locks.is_member(data_dir):
            cluster.leave(data_dir)
        with suppress(ClusterError):
            if os.path.lexists(data_dir / "postgres"):
                cluster.stop(cluster._find(data_dir))
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made():
    """A DATA_DIR whose database is made and stopped: tests start from copies of it."""
    with scratch() as folder:
        with using(folder):
            pass
        yield folder


@pytest.fixture(scope="module")
def data_dir(made):
    """A server that tests only ask."""
    with scratch() as folder:
        subprocess.run(["cp", "-a", f"{made}/.", folder], check=True)
        cluster.ensure(folder)
        yield folder


@pytest.fixture
def own_data_dir(made):
    """A database that this test may harm."""
    with scratch() as folder:
        subprocess.run(["cp", "-a", f"{made}/.", folder], check=True)
        yield folder


def connect(params, **changes):
    return psycopg.connect(**{**params, "dbname": "parley", "autocommit": True, **changes})


def ask(params, question):
    with connect(params) as connection:
        return connection.execute(question).fetchone()


@contextmanager
def using(data_dir, code=USER):
    """A process that uses the server; yields it and the number of the server."""
    command = [sys.executable, "-c", code, str(data_dir)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        yield process, int(process.stdout.readline())
        process.stdin.close()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def postmaster(data_dir):
    return cluster._postmaster(cluster._find(data_dir))


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


# Who may enter


def test_the_right_password_is_needed(data_dir):
    params = cluster.ensure(data_dir)
    assert ask(params, "SELECT 1") == (1,)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(params, password="wrong")
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        connect(params, password="")


def test_the_superuser_cannot_log_in_and_the_site_is_none(data_dir):
    params = cluster.ensure(data_dir)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(params, user="postgres")
    assert ask(params, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == (False,)


def test_the_server_listens_on_its_socket_alone(data_dir):
    params = cluster.ensure(data_dir)
    assert ask(params, "SELECT current_setting('listen_addresses')") == ("",)
    rules = (data_dir / "postgres" / "data" / "pg_hba.conf").read_text()
    assert rules == "local all all scram-sha-256\n"


def test_nobody_else_can_enter_the_folders(data_dir):
    params = cluster.ensure(data_dir)
    home = (data_dir / "postgres").resolve()
    assert mode(data_dir / "postgres.password") == 0o600
    assert {mode(path) for path in (home, home / "data", home / "log", Path(params["host"]))} == {
        0o700
    }
    owner = Path(params["host"]).stat().st_uid
    assert owner != 0
    assert owner == home.stat().st_uid


def test_no_mode_outside_changes():
    with scratch() as data_dir:
        places_outside = [data_dir, *data_dir.parents]
        before = [(path.stat().st_mode, path.stat().st_uid) for path in places_outside]
        cluster.ensure(data_dir)
        assert [(path.stat().st_mode, path.stat().st_uid) for path in places_outside] == before


# What it is like


def test_text_sorts_by_code_point_and_folds_by_unicode(data_dir):
    params = cluster.ensure(data_dir)
    assert ask(params, "SELECT lower('ÇРЯ'), 'Z' < 'a', 'z' < 'ä'") == ("çря", True, True)
    assert ask(params, "SHOW data_checksums") == ("on",)


def test_dbshell_opens_the_same_database(data_dir):
    done = subprocess.run(
        [sys.executable, "manage.py", "dbshell", "--", "-Atc", "SELECT current_database()"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("parley\n", "")


# Shared by processes


def test_the_last_of_two_processes_stops_the_server(own_data_dir):
    with using(own_data_dir) as (_, server):
        with using(own_data_dir) as (_, same):
            assert same == server
        assert is_running(server)
    assert not is_running(server)


def test_a_killed_process_leaves_the_server_to_the_next(own_data_dir):
    with using(own_data_dir) as (process, server):
        process.kill()
    assert is_running(server)
    with using(own_data_dir) as (_, same):
        assert same == server
    assert not is_running(server)


def test_processes_that_start_and_end_at_once_never_fail():
    code = USER.replace("sys.stdin.read()", "")
    with scratch() as data_dir:
        command = [sys.executable, "-c", code, str(data_dir)]
        several = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(6)]
        for process in several:
            process.communicate(timeout=60)
        assert [process.returncode for process in several] == [0] * 6
        assert postmaster(data_dir) is None


def test_a_forked_child_keeps_the_server_and_the_parents_lock(own_data_dir):
    fork = USER.replace("sys.stdin.read()", "import os; os.fork() or sys.stdin.read()")
    with using(own_data_dir, fork) as (process, server):
        process.wait(timeout=30)  # The parent has ended, its child reads on.
        assert is_running(server)
        assert not locks.is_unused(own_data_dir)
        process.stdin.close()
        wait_until(lambda: not is_running(server))


def wait_until(is_so, seconds=20):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# What goes wrong


def test_committed_rows_survive_a_kill_of_everything(own_data_dir):
    with using(own_data_dir) as (process, server):
        params = cluster.ensure(own_data_dir)
        with connect(params) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 41 + 1 AS answer")
            os.kill(server, signal.SIGKILL)
            process.kill()
        assert ask(cluster.ensure(own_data_dir), "SELECT answer FROM kept") == (42,)
        assert postmaster(own_data_dir) != server


def test_a_number_taken_over_by_another_process_does_not_stop_the_start(own_data_dir):
    with using(own_data_dir) as (process, server):
        os.kill(server, signal.SIGKILL)
        process.kill()
    wait_until(lambda: not is_running(server))
    found = cluster._find(own_data_dir)
    with subprocess.Popen(["sleep", "60"], **found.account._privileges()) as other:
        for path in (found.data / "postmaster.pid", found.home / "socket" / ".s.PGSQL.5432.lock"):
            path.write_text(path.read_text().replace(str(server), str(other.pid), 1))
        assert ask(cluster.ensure(own_data_dir), "SELECT 1") == (1,)
        assert other.poll() is None
        other.kill()


def test_a_half_made_database_is_made_anew():
    with scratch() as data_dir:
        command = [sys.executable, "-c", USER, str(data_dir)]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
            wait_until(lambda: list(data_dir.glob("postgres/new-*/*")))
            process.kill()
        assert list(data_dir.glob("postgres/new-*"))
        assert ask(cluster.ensure(data_dir), "SELECT 1") == (1,)
        assert not list(data_dir.glob("postgres/new-*"))


def test_an_empty_pid_file_does_not_stop_the_start(own_data_dir):
    with using(own_data_dir):
        pass
    found = cluster._find(own_data_dir)
    found.run("tee", found.data / "postmaster.pid")
    assert ask(cluster.ensure(own_data_dir), "SELECT 1") == (1,)


def test_a_database_of_another_version_is_named(own_data_dir):
    with using(own_data_dir):
        pass
    found = cluster._find(own_data_dir)
    found.run("tee", found.data / "PG_VERSION", text="17\n")
    with pytest.raises(ClusterError, match=r"is not a PostgreSQL 18 database \(its version: 17\)"):
        cluster.ensure(own_data_dir)


def test_a_start_that_fails_is_one_sentence_with_the_log(own_data_dir):
    with using(own_data_dir):
        pass
    found = cluster._find(own_data_dir)
    found.run("tee", found.data / "postgresql.conf", text="nonsense = 1\n")
    done = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(own_data_dir), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be started (")
    assert str(found.start_log) in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_lost_password_is_named(own_data_dir):
    with using(own_data_dir):
        pass
    (own_data_dir / "postgres.password").unlink()
    with pytest.raises(ClusterError, match="postgres.password cannot be read"):
        cluster.ensure(own_data_dir)


# Paths that are too long for a socket


@pytest.fixture
def far_data_dir(made):
    with scratch("a folder of a long name " * 6) as folder:
        subprocess.run(["cp", "-a", f"{made}/.", folder], check=True)
        yield folder
        with suppress(FileNotFoundError):
            shutil.rmtree(Path((folder / "postgres.socket").read_text().strip()))


def test_a_long_path_has_its_socket_elsewhere(far_data_dir):
    params = cluster.ensure(far_data_dir)
    folder = Path(params["host"])
    assert ask(params, "SELECT 1") == (1,)
    assert far_data_dir not in folder.parents
    assert mode(folder) == 0o700
    assert folder.stat().st_uid == (far_data_dir / "postgres").stat().st_uid


def test_a_socket_folder_that_is_not_private_is_never_used(far_data_dir, monkeypatch):
    monkeypatch.setattr(cluster, "SILENCE", 0.5)
    first = Path(cluster.ensure(far_data_dir)["host"])
    server = postmaster(far_data_dir)
    first.chmod(0o755)
    assert sockets.find(far_data_dir) is None
    shutil.rmtree(first)
    first.symlink_to(far_data_dir / "postgres" / "log")  # Private enough, but not a folder.
    assert sockets.find(far_data_dir) is None
    second = cluster.ensure(far_data_dir)
    assert Path(second["host"]) != first
    assert ask(second, "SELECT 1") == (1,)
    assert postmaster(far_data_dir) != server
    first.unlink()


# As root, where the server's user cannot enter


@pytest.fixture
def closed_data_dir(monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root runs the server as another user")
    with scratch("elsewhere") as elsewhere:
        monkeypatch.setattr(places, "ELSEWHERE", elsewhere)
        with scratch() as folder:
            folder.chmod(0o700)
            yield folder


def test_a_closed_folder_has_its_database_elsewhere(closed_data_dir):
    assert ask(cluster.ensure(closed_data_dir), "SELECT 1") == (1,)
    assert mode(closed_data_dir) == 0o700
    home = (closed_data_dir / "postgres").resolve()
    assert places.ELSEWHERE in home.parents
    assert home.stat().st_uid != 0


def test_a_moved_folder_keeps_its_database_and_a_copy_is_refused(closed_data_dir):
    user = account.choose(closed_data_dir / "postgres")
    home = places.make_home(closed_data_dir, user)
    copy = closed_data_dir.with_name("copy")
    shutil.copytree(closed_data_dir, copy, symlinks=True)
    with pytest.raises(ClusterError, match="of which this is a copy"):
        places.make_home(copy, user)
    (closed_data_dir / "postgres").unlink()
    assert places.make_home(copy, user) == home


def test_programs_that_the_user_cannot_reach_are_copied_once(closed_data_dir, monkeypatch):
    user = account.choose(closed_data_dir / "postgres")
    wheel = places.wheel_binaries()
    package = closed_data_dir / "closed" / wheel.parents[1].name
    shutil.copytree(wheel.parent, package / wheel.parent.name)
    libraries = f"{package.name}.libs"
    shutil.copytree(wheel.parents[2] / libraries, package.with_name(libraries))
    monkeypatch.setattr(places, "wheel_binaries", lambda: package / wheel.parent.name / "bin")
    copied = places.binaries(user)
    assert places.ELSEWHERE in copied.parents
    assert user.run(copied / "postgres", "--version").stdout.startswith("postgres (PostgreSQL) 18")
    (copied / "mark").touch()
    assert (places.binaries(user) / "mark").exists()
