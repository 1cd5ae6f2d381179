"""The system user that the private server runs as.

PostgreSQL refuses to run as root. Whoever else starts the site runs the server too;
root lets a user of its own do it.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from talks.postgres.errors import ClusterError

NAME = "parley"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def run(self, program, *args, cwd: Path | str = "/", text: str = "", seconds: float = 120):
        """Run a program as this user, apart from the terminal's Ctrl-C and the site's secrets.

        Everything in a folder of this user's is done through here, so that root
        never follows a link that this user put there.
        """
        try:
            return subprocess.run(
                [str(program), *map(str, args)],
                input=text,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                cwd=cwd,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                umask=0o077,
                start_new_session=True,
                timeout=seconds,
                **self._privileges(),
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise ClusterError(f"{program} cannot be run for the database: {problem}.") from problem

    def can_enter(self, folder: Path) -> bool:
        return self.run("test", "-x", folder).returncode == 0

    def _privileges(self) -> dict:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose(home: Path) -> Account:
    """Who runs the server whose folder is `home`, which need not exist yet."""
    owner = home.stat().st_uid if home.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ClusterError(
                f"{home} belongs to another user: run this as that user, "
                "or set DATA_DIR to a folder of your own."
            )
        return Account(os.geteuid(), os.getegid())
    # A user's own cluster stays that user's when root comes along.
    entry = pwd.getpwuid(owner) if owner else _system_user()
    return Account(entry.pw_uid, entry.pw_gid)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return _make_system_user()


def _make_system_user() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", NAME]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        reason = made.stderr.strip()
    except FileNotFoundError:
        reason = "there is no useradd"
    try:
        return pwd.getpwnam(NAME)  # Another process may have been first: that is as good.
    except KeyError:
        raise ClusterError(
            f"PostgreSQL does not run as root, and the system user {NAME} that would run it is "
            f"missing and cannot be made ({reason}): make it, start this as another user, "
            "or set DATABASE_URL."
        ) from None
