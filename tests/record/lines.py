"""Lines of record files for tests, and short ways to import them and to look at the record."""

import gzip
import json
import tempfile
from functools import cache
from pathlib import Path

from django.db import connection

from talks.models import Meeting
from talks.record.exporter import Export
from talks.record.problems import RecordError
from talks.record.runs import import_paths

US = {"id": "united-states", "name": "United States", "kind": "state", "iso": "US"}
RUSSIA = {"id": "russia", "name": "Russia", "kind": "state", "iso": "RU"}
SHERMAN = {"id": "wendy-sherman", "name": "Wendy Sherman"}
RYABKOV = {"id": "sergei-ryabkov", "name": "Sergei Ryabkov"}
ANEWS = {"id": "anews", "title": "Talks end"}
CITED = [{"source": "anews", "locator": "paragraph 1"}]


def meeting(slug="geneva", **keys):
    """A meeting that may be published; a key given as `...` is left out."""
    data = {
        "id": slug,
        "title": "Security talks",
        "status": "held",
        "starts": "2022-01-10",
        "delegations": [{"party": US}],
    }
    data |= keys
    return {key: value for key, value in data.items() if value is not ...}


def statement(slug="s1", **keys):
    """A cited statement; its line needs the source `ANEWS`."""
    data = {"id": slug, "party": "united-states", "text": "The talks were frank."}
    return data | {"citations": CITED} | keys


def spoken(*statements, **keys):
    """A meeting with statements and their source."""
    return meeting(statements=list(statements), sources=[ANEWS], **keys)


def as_bytes(lines):
    """Objects as lines of JSON; bytes are taken as they are."""
    return b"".join(
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() + b"\n"
        for line in lines
    )


def import_files(files, *, commit=True, **options):
    """Import lists of lines, each as a file of its own, `1.jsonl` and so on."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.jsonl" for number, _ in enumerate(files, 1)]
        for path, lines in zip(paths, files, strict=True):
            path.write_bytes(as_bytes(lines))
        return import_paths(paths, commit=commit, **options)


def import_lines(*lines, **options):
    return import_files([lines], **options)


def refusal_of_files(files, **options):
    """Why files are refused, a sentence a problem. Nothing at all may have been written."""
    before = everything() if has_written() else empty_record()
    try:
        import_files(files, **options)
    except RecordError as error:
        assert not has_written() or everything() == before
        assert all(problem.line and problem.file for problem in error.problems), error
        return [str(problem) for problem in error.problems]
    raise AssertionError("the files were taken")


def refusal(*lines, **options):
    return refusal_of_files([lines], **options)


def has_written():
    """Whether this test's transaction has written anything so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return cursor.fetchone()[0]


@cache
def empty_record():
    """What `everything()` says at the start of a test; taken once, since it takes its time."""
    return everything()


def everything():
    """A digest of each table: rows, old ids and history."""
    names = connection.introspection.table_names()
    tables = [name for name in names if name.startswith(("talks_", "pghistory_"))]
    one = "SELECT '{0}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {0} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return dict(cursor.fetchall())


def exported(*, drafts=False, meetings=None):
    """The objects of an export of what is published, or with drafts of everything."""
    if meetings is None:
        meetings = Meeting.objects.all() if drafts else Meeting.objects.published()
    return [json.loads(line) for line in Export(meetings, every_noun=drafts).lines()]


def exported_meeting(slug="geneva"):
    return next(line for line in exported(drafts=True) if line.get("id") == slug)


def counts(report, label="meetings"):
    """What happened to the rows of one kind, without the noughts."""
    return {what: n for (name, what), n in report.tally.counts.items() if name == label and n}


def packed(*lines):
    return gzip.compress(as_bytes(lines))
