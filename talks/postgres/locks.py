"""Which processes use the private server: two lock files in DATA_DIR.

`postgres.lock` is held alone, for moments, to start or stop the server.
`postgres.users` is held together by every process that uses it, for as long as the
process lives. The kernel lets go of both for a process that was killed.
"""

import fcntl
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from talks.postgres.errors import ClusterError

_held: dict[Path, int] = {}


@contextmanager
def alone(data_dir: Path, seconds: float = 120):
    """Hold `postgres.lock`: nobody else starts or stops the server meanwhile."""
    file = _open(data_dir / "postgres.lock")
    try:
        deadline = time.monotonic() + seconds
        while not _take(file, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"Another process has been starting or stopping the database in {data_dir} "
                    f"for {seconds:.0f} seconds; end it and try again."
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(file)


def is_member(data_dir: Path) -> bool:
    return data_dir in _held


def join(data_dir: Path) -> None:
    """Become one of the processes that use the server. Call it inside `alone`."""
    if data_dir in _held:
        return
    file = _open(data_dir / "postgres.users")
    fcntl.flock(file, fcntl.LOCK_SH)
    _held[data_dir] = file


def leave(data_dir: Path) -> None:
    # Closing, never LOCK_UN: a forked child shares its parent's lock until it has
    # its own, and LOCK_UN by either would let go of it for both.
    os.close(_held.pop(data_dir))


def is_unused(data_dir: Path) -> bool:
    """Whether no living process uses the server. Call it inside `alone`."""
    file = _open(data_dir / "postgres.users")
    try:
        return _take(file, fcntl.LOCK_EX)
    finally:
        os.close(file)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise ClusterError(
            f"{path} cannot be opened ({problem.strerror}): run this as the user who made it, "
            "or set DATA_DIR to a folder of your own."
        ) from problem


def _take(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _rejoin_after_fork() -> None:
    """A forked child holds a lock of its own, which ends with the child."""
    for data_dir, inherited in list(_held.items()):
        del _held[data_dir]
        with suppress(ClusterError):  # Where the folder is gone, nothing is left to hold.
            own = _open(data_dir / "postgres.users")
            if _take(own, fcntl.LOCK_SH):
                _held[data_dir] = own
            else:
                os.close(own)
        os.close(inherited)


os.register_at_fork(after_in_child=_rejoin_after_fork)
