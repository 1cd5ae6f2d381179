"""Where dumps lie: each in a folder of its own, which appears whole or not at all.

A dump is written beside the others and takes its name at the end; the latest is the last by name.
A run that was killed leaves a folder that the next one removes. What else lies here is let be.
"""

import fcntl
import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from .manifest import MANIFEST

NAME = re.compile(r"dump-\d{8}T\d{12}Z")
UNFINISHED = ".unfinished-dump"


class DumpUnderWay(Exception):
    """Another process is writing a dump into the same folder."""


def dumps_in(folder):
    """The dumps, the oldest first."""
    try:
        found = [path for path in Path(folder).iterdir() if NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(path for path in found if (path / MANIFEST).is_file())


def latest(folder):
    return next(reversed(dumps_in(folder)), None)


def add_dump(folder, make, keep):
    """A new dump, written by `make(path)`; older ones than the last `keep` are removed."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        unfinished = folder / UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            told = make(unfinished)
            sync(*unfinished.iterdir(), unfinished)
            made = unfinished.rename(folder / name_after(latest(folder)))
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync(folder)
        for old in dumps_in(folder)[:-keep]:
            # First its name, so that nobody is offered what is half removed.
            shutil.rmtree(old.rename(unfinished))
    return made, told


def name_after(last):
    """A name that sorts last, even where the clock was put back."""
    name = f"dump-{timezone.now():%Y%m%dT%H%M%S%f}Z"
    if last is None or last.name < name:
        return name
    number = int(last.name[14:-1]) + 1
    return f"{last.name[:14]}{number:012}Z"


@contextmanager
def alone(folder):
    """The kernel lets go of the lock for a process that was killed."""
    file = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        take(file)
        yield
    finally:
        os.close(file)


def take(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DumpUnderWay from None


def sync(*paths):
    """What is on the disk before the name is: a power cut leaves no dump with holes."""
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
