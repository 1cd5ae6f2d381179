"""The folder of the private server's socket, which nobody but its user may enter.

It is inside the server's own folder. Where that path is too long for a socket, it is a
new folder among the temporary ones, remembered in DATA_DIR/postgres.socket and looked at
anew before each use: others can write there too, and cleaners remove what looks old.
"""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from talks.postgres.account import Account
from talks.postgres.errors import ClusterError

PORT = 5432
# The kernel takes 107 bytes for a socket's path on Linux, 103 on macOS and the BSDs.
LONGEST_PATH = 103


def find(data_dir: Path) -> Path | None:
    """The folder to connect through, or None where there is none that can be trusted."""
    home = (data_dir / "postgres").resolve()
    folder = home / "socket"
    if not _fits(folder):
        folder = _remembered(data_dir)
    if folder and home.is_dir() and _is_private(folder, home.stat().st_uid):
        return folder
    return None


def make(data_dir: Path, home: Path, account: Account) -> Path:
    """The folder for a server that is about to start."""
    folder = find(data_dir)
    if folder:
        return folder
    if _fits(home / "socket"):
        account.run("rm", "-rf", home / "socket")
        account.run("mkdir", home / "socket")
    else:
        _remember(data_dir, _make_temporary(account))
    folder = find(data_dir)
    if not folder:
        raise ClusterError(f"No private folder can be made for the socket of the database {home}.")
    return folder


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_PATH


def _is_private(folder: Path, uid: int) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def _make_temporary(account: Account) -> Path:
    """A new folder of an unguessable name, made by the server's user."""
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108
        folder = Path(parent or "/nonexistent", f"parley-{secrets.token_hex(8)}")
        if _fits(folder) and account.run("mkdir", folder).returncode == 0:
            return folder
    raise ClusterError(
        "No folder can be made for the database's socket: set TMPDIR to one with a short path."
    )


def _remembered(data_dir: Path) -> Path | None:
    try:
        return Path((data_dir / "postgres.socket").read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def _remember(data_dir: Path, folder: Path) -> None:
    draft = data_dir / f".postgres.socket.{secrets.token_hex(8)}"
    draft.write_text(f"{folder}\n", encoding="utf-8")
    draft.replace(data_dir / "postgres.socket")
