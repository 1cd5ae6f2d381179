"""Random secrets kept in files that only their owner can read."""

import os
import secrets
import stat
from pathlib import Path


class KeyFileError(Exception):
    """A sentence that names the file and what is wrong with it."""


def read_or_make(path: Path) -> str:
    """Return the secret in `path`; make one first if there is none.

    Processes that come at the same moment agree on one secret: a hard link is
    the only step that can succeed for one of them alone.
    """
    if not os.path.lexists(path):
        _make(path)
    return read(path)


def read(path: Path) -> str:
    """Return the secret in `path`; refuse one that others could have read or planted."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as problem:
        raise KeyFileError(f"{path} cannot be read: {problem.strerror}.") from problem
    with os.fdopen(file, encoding="utf-8") as opened:
        _check(path, os.fstat(file))
        secret = opened.read().strip()
    if not secret:
        raise KeyFileError(f"{path} is empty; remove it to have a new one made.")
    return secret


def _check(path: Path, found: os.stat_result) -> None:
    trusted = {os.geteuid(), path.parent.stat().st_uid, 0}
    if not stat.S_ISREG(found.st_mode) or found.st_uid not in trusted:
        raise KeyFileError(f"{path} is not a file of yours; remove it to have a new one made.")
    if found.st_mode & 0o077:
        raise KeyFileError(f"{path} can be read by others: run chmod 600 on it, or remove it.")


def _make(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            opened.write(secrets.token_urlsafe(48) + "\n")
            opened.flush()
            os.fsync(file)
        os.link(draft, path)
    except FileExistsError:
        pass  # Another process was first: its secret is the one.
    except OSError as problem:
        raise KeyFileError(f"{path} cannot be made: {problem.strerror}.") from problem
    finally:
        draft.unlink(missing_ok=True)
