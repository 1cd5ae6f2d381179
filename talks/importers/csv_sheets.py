"""CSV files as sheets: UTF-8, with commas, semicolons or tabs, whichever the first line has."""

import csv
import io
from contextlib import contextmanager

from .cells import unguarded
from .sheets import LONGEST_CELL, MOST_CELLS, TOO_LONG, Sheet, TableError

DELIMITERS = ",;\t"
# As read: a quoted cell that is never closed takes in the rest of the file.
LONGEST_READ = 4 * LONGEST_CELL
LONGEST_HEADINGS = 100_000


@contextmanager
def opened(path):
    """The one sheet of a file, while it is open."""
    with path.open("rb") as raw:
        first = raw.readline(LONGEST_HEADINGS)
        raw.seek(0)
        if first.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) or b"\0" in first:
            raise TableError("is not a CSV file in UTF-8")
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        delimiter = max(DELIMITERS, key=first.decode(errors="replace").count)
        yield [Sheet("", rows_of(text, delimiter))]


def rows_of(text, delimiter):
    csv.field_size_limit(LONGEST_READ)
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            if len(cells) > MOST_CELLS:
                raise TableError(f"row {number} has more than {MOST_CELLS:,} cells")
            yield number, [TOO_LONG if len(c) > LONGEST_CELL else unguarded(c) for c in cells]
    except UnicodeDecodeError:
        raise TableError(f"row {number + 1} is not UTF-8: save the file as CSV in UTF-8") from None
    except csv.Error as error:
        raise TableError(f"row {number + 1} is not CSV: {error}") from None
