"""One import as a user asks for it: paths, dry run or commit, all or line by line, progress."""

import contextlib
import shutil
import stat
import tempfile
from pathlib import Path

from django.db import connection, transaction
from tqdm import tqdm

from .importer import Report, import_files
from .problems import RecordError
from .reader import RecordFile
from .shapes import SHAPE_OF

MANY_ROWS = 5_000


def import_paths(
    paths, *, commit=False, per_line=False, replace=False, overwrite=False, show_progress=False
):
    """Import record files and return the `Report`; a dry run unless `commit`.

    Raises RecordError with every problem when anything is refused; then nothing is written. With
    `per_line`, refused lines are counted and named in the report, and the others are taken.
    """
    options = {"replace": replace, "overwrite": overwrite, "lock": commit}
    with contextlib.ExitStack() as stack:
        files = stack.enter_context(opened(paths, show_progress, passes=1 if per_line else 2))
        if per_line:
            return import_lines(files, commit, options)
        with transaction.atomic():
            report = import_files(files, **options)
            transaction.set_rollback(not commit)
    if commit and report.created > MANY_ROWS:
        refresh_statistics()
    return report


def refresh_statistics():
    """Tell PostgreSQL's planner at once what has come in; it would find out in some minutes."""
    if connection.in_atomic_block:
        return
    quote = connection.ops.quote_name
    tables = ", ".join(quote(shape.model._meta.db_table) for shape in SHAPE_OF.values())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {tables}")


def import_lines(files, commit, options):
    """Each line in a transaction of its own; in a dry run all of them in one that is undone."""
    total = Report()
    with contextlib.nullcontext() if commit else transaction.atomic():
        for file in files:
            for line in file.lines():
                try:
                    with transaction.atomic():
                        total.add(import_files([SingleLine(line)], **options))
                except RecordError as error:
                    total.refused += 1
                    total.problems += error.problems
        if not commit:
            transaction.set_rollback(True)
    return total


class SingleLine:
    """A line that has been read already, as a file of its own."""

    def __init__(self, line):
        self.name, self.line = line.file, line

    def lines(self):
        yield self.line


@contextlib.contextmanager
def opened(paths, show_progress, passes):
    """`RecordFile`s for paths, with one progress bar over the bytes of all passes."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [(path, readable_twice(path, folder, n)) for n, path in enumerate(paths)]
        total = passes * sum(size_of(path) for _, path in paths)
        with tqdm(total=total, unit="B", unit_scale=True, disable=not show_progress) as bar:
            yield [RecordFile(path, Progress(bar), name=name) for name, path in paths]


def size_of(path):
    try:
        return path.stat().st_size
    except OSError:
        return 0


class Progress:
    """Moves the bar to a position in the file; a smaller position begins another pass."""

    def __init__(self, bar):
        self.bar, self.position = bar, 0

    def __call__(self, position):
        if position < self.position:
            self.position = 0
        self.bar.update(position - self.position)
        self.position = position


def readable_twice(path, folder, number):
    """The path itself, or for a pipe a copy of what it gives."""
    path, copy = Path(path), Path(folder) / f"{number}{''.join(Path(path).suffixes)}"
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            with path.open("rb") as pipe, copy.open("wb") as file:
                shutil.copyfileobj(pipe, file)
            return copy
    # What cannot be read is said when its lines are asked for.
    return path
