"""The private PostgreSQL server: made, started and stopped by the processes that use it.

`ensure` is all that others need. Where the files are is in places.py, who runs the
server in account.py, who uses it in locks.py.
"""

import atexit
import os
import re
import shlex
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from talks import keyfile
from talks.postgres import account, locks, places, sockets
from talks.postgres.account import Account
from talks.postgres.errors import ClusterError

VERSION = "18"
ROLE = "parley"
DATABASE = "parley"
PATIENCE = 60  # seconds for a start, a recovery after a crash, or a stop
SILENCE = 5  # seconds without an answer from a server that runs
HOST_BASED_AUTHENTICATION = "local all all scram-sha-256\n"
SETTINGS = {
    "listen_addresses": "",
    "port": sockets.PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # One file per day of the week, begun anew each week.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": 0,
    "log_truncate_on_rotation": "on",
}
# A server that is started often may never live to see midnight, when it would rotate.
LARGEST_LOG = "+4096k"

_one_thread = threading.RLock()


def _renew_thread_lock() -> None:
    """A forked child has only the thread that forked, whoever held the lock before."""
    global _one_thread
    _one_thread = threading.RLock()


os.register_at_fork(after_in_child=_renew_thread_lock)


@dataclass(frozen=True)
class Cluster:
    data_dir: Path
    home: Path
    account: Account
    binaries: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def start_log(self) -> Path:
        return self.home / "start.log"

    def run(self, program, *args, **options):
        return self.account.run(program, *args, cwd=self.home, **options)

    def run_postgres(self, program, *args, **options):
        return self.run(self.binaries / program, *args, **options)


def ensure(data_dir: Path) -> dict:
    """Connection parameters of the server, which is started where it does not run.

    A few milliseconds where it runs. This process then counts as one of its users
    until it ends; the last to end stops the server.
    """
    with _one_thread:
        folder = sockets.find(data_dir) if locks.is_member(data_dir) else None
        if not folder or _ping(folder) != pq.Ping.OK:
            try:
                folder = _join(data_dir)
            except OSError as problem:
                raise ClusterError(f"The database in {data_dir} fails: {problem}.") from problem
    return {
        "host": str(folder),
        "port": sockets.PORT,
        "user": ROLE,
        "password": _password(data_dir),
        # A false server could otherwise ask for the password as it is.
        "require_auth": "scram-sha-256",
    }


def leave(data_dir: Path) -> None:
    """Stop the server, unless other processes use it."""
    if not locks.is_member(data_dir):
        return
    with suppress(ClusterError, OSError):
        locks.leave(data_dir)
        with locks.alone(data_dir, seconds=PATIENCE):
            if locks.is_unused(data_dir):
                stop(_find(data_dir))


def _leave_at_exit(data_dir: Path) -> None:
    # A second Ctrl-C would cut this short.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGQUIT})
    leave(data_dir)


def stop(cluster: Cluster) -> None:
    if _postmaster(cluster):
        cluster.run_postgres("pg_ctl", "stop", "-m", "fast", "-t", PATIENCE, "-D", cluster.data)


def _join(data_dir: Path) -> Path:
    with locks.alone(data_dir):
        if not locks.is_member(data_dir):
            locks.join(data_dir)
            atexit.register(_leave_at_exit, data_dir)
        cluster = _find(data_dir)
        if not cluster.data.exists():
            _make(cluster)
        _check_version(cluster)
        folder = sockets.make(data_dir, cluster.home, cluster.account)
        _bring_up(cluster, folder)
        return folder


def _find(data_dir: Path) -> Cluster:
    user = account.choose(data_dir / "postgres")
    home = places.make_home(data_dir, user)
    return Cluster(data_dir, home, user, places.binaries(user))


def _password(data_dir: Path, find=keyfile.read) -> str:
    try:
        return find(data_dir / "postgres.password")
    except keyfile.KeyFileError as problem:
        raise ClusterError(f"The database has no password: {problem}") from problem


def _make(cluster: Cluster) -> None:
    """Make the cluster beside its place, so that a half-made one is never taken for it.

    Its superuser has no password and so can never log in; the site's own role owns the
    site's databases and nothing else.
    """
    draft = cluster.home / f"new-{time.time_ns()}"
    cluster.run(
        "find", cluster.home, "-maxdepth", 1, "-name", "new-*", "-exec", "rm", "-rf", "{}", "+"
    )
    _initdb(cluster, draft)
    _expect(cluster.run("tee", draft / "pg_hba.conf", text=HOST_BASED_AUTHENTICATION))
    password = _password(cluster.data_dir, find=keyfile.read_or_make)
    statements = (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'\n"
        f"CREATE DATABASE {DATABASE} OWNER {ROLE}\n"
    )
    quiet = ("-c", "exit_on_error=true", "-c", "log_min_error_statement=panic")
    single = ("--single", "-D", draft, *quiet, "-c", "listen_addresses=", "postgres")
    _expect(cluster.run_postgres("postgres", *single, text=statements))
    _expect(cluster.run("mv", draft, cluster.data))
    _expect(cluster.run("sync", cluster.home))


def _initdb(cluster: Cluster, folder: Path) -> None:
    """Sort by code point and fold case by Unicode, the same on every machine.

    The C library's C.UTF-8, where it has one, is for the text search parser alone:
    it tells quotation marks from letters.
    """
    fixed = ("--username=postgres", "--auth=reject", "--encoding=UTF8", "--data-checksums")
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    for ctype in ("C.UTF-8", "C"):
        made = cluster.run_postgres("initdb", "-D", folder, *fixed, *locale, f"--lc-ctype={ctype}")
        if made.returncode == 0 or "locale" not in made.stderr:
            break
    _expect(made)


def _expect(done) -> None:
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise ClusterError(f"The database cannot be made: {Path(done.args[0]).name}: {lines[-1]}")


def _check_version(cluster: Cluster) -> None:
    found = cluster.run("cat", cluster.data / "PG_VERSION").stdout.strip()
    if found != VERSION:
        raise ClusterError(
            f"{cluster.data} is not a PostgreSQL {VERSION} database "
            f"(its version: {found or 'unknown'})."
        )


def _bring_up(cluster: Cluster, folder: Path) -> None:
    """Start the server, or wait for one that is starting, recovering or shutting down."""
    deadline = time.monotonic() + PATIENCE
    silent_since = None
    while (answer := _ping(folder)) != pq.Ping.OK:
        now = time.monotonic()
        if now > deadline:
            raise ClusterError(_trouble(cluster, f"does not answer after {PATIENCE} seconds"))
        if answer == pq.Ping.REJECT:
            silent_since = None
        elif not _postmaster(cluster):
            _start(cluster, folder)
        elif now - (silent_since := silent_since or now) > SILENCE:
            stop(cluster)  # It listens in a folder that is no longer there.
        time.sleep(0.05)


def _ping(folder: Path) -> pq.Ping:
    """Whether a server accepts connections there; it needs no password and logs nothing."""
    where = make_conninfo(host=str(folder), port=sockets.PORT, connect_timeout=5)
    return pq.Ping(pq.PGconn.ping(where.encode()))


def _start(cluster: Cluster, folder: Path) -> None:
    _clear_remains(cluster, folder)
    settings = {
        **SETTINGS,
        "unix_socket_directories": f'"{folder}"',
        "log_directory": cluster.home / "log",
    }
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    log = cluster.start_log
    begun = ("start", "-w", "-t", PATIENCE, "-D", cluster.data, "-l", log, "-o", options)
    if cluster.run_postgres("pg_ctl", *begun).returncode == 0:
        return
    # Processes of a killed server end by themselves soon; and a server that a killed
    # process was starting may have come first. The caller tries again.
    said = cluster.run("cat", log).stdout
    if "shared memory block" not in said and "lock file" not in said:
        raise ClusterError(_trouble(cluster, "cannot be started"))
    time.sleep(0.3)


def _clear_remains(cluster: Cluster, folder: Path) -> None:
    """Put away what a killed server leaves behind. Call it when none runs."""
    name = f".s.PGSQL.{sockets.PORT}"
    cluster.run("rm", "-f", cluster.start_log, folder / name, folder / f"{name}.lock")
    logs = (cluster.home / "log", "-name", "*.log", "-size", LARGEST_LOG)
    cluster.run("find", *logs, "-exec", "rm", "-f", "{}", "+")
    _disown_pid_file(cluster)


def _disown_pid_file(cluster: Cluster) -> None:
    """Let PostgreSQL take over a dead server's postmaster.pid.

    Its number may by now be another process's, or a zombie's: PostgreSQL would refuse to
    start. Only the number is replaced, by one that no process can have: the rest of the
    file tells PostgreSQL which shared memory to look for before it starts.
    """
    path = cluster.data / "postmaster.pid"
    lines = cluster.run("cat", path).stdout.splitlines()
    if lines:
        cluster.run("tee", path, text="\n".join([str(2**31 - 1), *lines[1:]]) + "\n")
    elif path.exists():
        cluster.run("rm", "-f", path)  # Killed between making the file and writing it.


def _postmaster(cluster: Cluster) -> int | None:
    """The number of the running server, or None. A number alone may be anybody's by now."""
    first = cluster.run("cat", cluster.data / "postmaster.pid").stdout.split("\n")[0]
    if not re.fullmatch(r"\d+", first):
        return None
    pid = int(first)
    if Path("/proc/self").exists():
        # Asked as the server's user: in a container, root may not be allowed to know.
        works_in = cluster.run("readlink", f"/proc/{pid}/cwd").stdout.strip()
        return pid if works_in == str(cluster.data) else None
    command = cluster.run("ps", "-o", "command=", "-p", pid).stdout
    return pid if str(cluster.data) in command else None


def _trouble(cluster: Cluster, what: str) -> str:
    said = cluster.run("cat", cluster.start_log).stdout
    reasons = re.findall(r"(?:FATAL|PANIC|ERROR): +(.+)", said)
    because = f" ({reasons[-1]})" if reasons else ""
    return f"The database {what}{because}: see {cluster.start_log} and {cluster.home / 'log'}."
