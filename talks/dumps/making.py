"""The files of a dump, from one reading of what is published as it stands at one moment."""

import gzip
from collections import Counter
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from talks.models import Meeting
from talks.record.exporter import Export, line_of
from talks.record.json_schema import schema_text
from talks.record.states import one_state

from . import manifest
from .csv_files import CsvFiles
from .sqlite_file import SqliteFile
from .tables import TABLES, rows_of


def make(folder):
    """Write every file of a dump into an empty folder. Returns the numbers of rows by table."""
    made_at = timezone.now()
    with one_state():
        counts = write_record(folder)
    write_schema(folder)
    rows = {f"{table.name}.csv": counts[table.name] for table in TABLES}
    manifest.write(folder, made_at, settings.DATA_LICENCE, rows)
    return counts


def write_record(folder):
    counts, seen = Counter(), set()
    with (
        record_file(folder / manifest.RECORD) as record,
        CsvFiles(folder) as tables,
        SqliteFile(folder / manifest.DATABASE) as database,
    ):
        for line in Export(Meeting.objects.published()).objects():
            record.write(line_of(line).encode())
            for table, row in rows_of(line, seen):
                counts[table.name] += 1
                tables.add(table, row)
                database.add(table, row)
    return counts


@contextmanager
def record_file(path):
    """Without a time and a name in it: the same record makes the same bytes."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed,
    ):
        yield packed


def write_schema(folder):
    (folder / manifest.SCHEMA).write_text(f"{schema_text()}\n", encoding="utf-8")
