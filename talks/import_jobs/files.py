"""The files of import jobs: in a folder of their own that only the site's user enters.

Their names are drawn by us; what a file was called where it came from is never a path.
"""

import os
import time
from contextlib import suppress
from pathlib import PurePath, PureWindowsPath

from django.conf import settings
from django.core.exceptions import ValidationError

from talks.record.reader import printable

FORMS = {
    ".jsonl": "record",
    ".jsonl.gz": "record",
    ".json.gz": "record",
    ".ndjson": "record",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
}

A_DAY = 24 * 60 * 60


def folder():
    path = settings.DATA_DIR / "imports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def path_of(job):
    return folder() / job.token


def shown_name(name):
    """What a file was called, without folders and without what cannot be printed."""
    name = PureWindowsPath(PurePath(name).name).name
    return printable(name, 150) or "file"


def form_of(name):
    """What a file is by the end of its name; ValidationError for what is taken by no reader."""
    for end, form in FORMS.items():
        if name.lower().endswith(end):
            return form
    raise ValidationError(
        "A record file (.jsonl, .jsonl.gz), a CSV or an XLSX file is taken, and nothing else."
    )


def keep(job, upload):
    """Write what was sent to the job's file, which only the site's own user may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path_of(job), flags, 0o600), "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def delete(job):
    with suppress(FileNotFoundError):
        path_of(job).unlink()


def delete_all_but(tokens):
    """Delete what no job will read any more. A file of today may be one that is being sent."""
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            if path.name not in tokens and path.stat().st_mtime < time.time() - A_DAY:
                path.unlink()
