"""The files of a dump: all of the record, every key of it, the same in each form."""

import asyncio
import csv
import gzip
import hashlib
import sqlite3
import warnings
from contextlib import closing

import pytest

from talks.dumps import manifest
from talks.dumps.sqlite_file import SqliteFile
from talks.dumps.tables import TABLES, TOPS
from tests.dumps.conftest import FORMULA

pytestmark = pytest.mark.django_db  # for the fixture: no test asks anything


@pytest.fixture(scope="module")
def database(dump):
    with closing(sqlite3.connect(dump.folder / manifest.DATABASE)) as opened:
        yield opened


def rows_of_csv(dump, table):
    with (dump.folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(database, table):
    found = database.execute(f"SELECT * FROM {table.name} ORDER BY rowid")  # noqa: S608
    names = [column for column, *_ in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def test_record_file_is_the_export(dump):
    lines = gzip.decompress((dump.folder / manifest.RECORD).read_bytes()).decode()
    assert lines == dump.folder.with_name("expected.jsonl").read_text("utf-8")
    assert "geneva-talks" in lines and "draft-talks" not in lines


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_of_every_table_is_filled(table, dump, database):
    """The record holds every key of the schema: a column without a value is one never read."""
    rows = rows_of(database, table)
    assert [*rows[0]] == [column.name for column in table.columns]
    assert [name for name in rows[0] if all(row[name] is None for row in rows)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_file_says_the_same(table, dump, database):
    rows = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in rows_of(database, table)
    ]
    found = rows_of_csv(dump, table)
    guarded = [row for row in found if row.get("text") == f"'{FORMULA}"]
    for row in guarded:
        row["text"] = FORMULA
    assert found == rows and bool(guarded) == (table.name == "statements")
    assert dump.files[f"{table.name}.csv"].rows == len(rows)


def test_keys_lead_from_table_to_table(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute(
        'SELECT meetings.title, officials.name, delegates."from_earliest" FROM delegates'
        " JOIN delegations ON delegation = delegations.key JOIN meetings ON meeting = meetings.id"
        " JOIN officials ON official = officials.id"
    )
    assert found.fetchall() == [("Security talks in Geneva", "Wendy Sherman", "2022-01-10")]
    (cited,) = database.execute(
        "SELECT key, source FROM statement_citations WHERE statement = 'geneva-talks/s1'"
        " AND position = 2"
    )
    assert cited == ("geneva-talks/s1/2", "register")


def test_what_names_another_row_has_an_index(database):
    for table in TABLES:
        indexes = database.execute(f"PRAGMA index_list({table.name})").fetchall()
        first = {
            database.execute(f"PRAGMA index_info('{row[1]}')").fetchone()[2] for row in indexes
        }
        assert {column.name for column in table.columns if column.names} <= first


def test_text_is_searched_by_stems(database):
    found = database.execute(
        "SELECT id FROM meetings WHERE rowid IN"
        " (SELECT rowid FROM meetings_fts WHERE meetings_fts MATCH 'agreements')"
    )
    assert found.fetchall() == [("geneva-talks",)]


def test_a_row_that_names_what_is_not_there_stops_the_dump(tmp_path):
    with pytest.raises(ValueError, match="not in it"), SqliteFile(tmp_path / "a.db") as database:
        for table, row in TOPS["issues"].rows({"id": "a", "name": "A", "parent": "b"}, set()):
            database.add(table, row)


def test_sums_and_manifest_are_true(dump):
    sums = (dump.folder / manifest.SUMS).read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in sums)}
    files = {path.name for path in dump.folder.iterdir()}
    assert set(told) == files - {manifest.SUMS} == {*dump.files, manifest.MANIFEST}
    for name, digest in told.items():
        content = (dump.folder / name).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()
        assert name == manifest.MANIFEST or dump.files[name].bytes == len(content)


def test_nothing_of_a_draft_is_in_any_file(dump):
    for path in dump.folder.iterdir():
        content = path.read_bytes()
        assert b"draft-talks" not in content and b"Draft talks" not in content, path.name


def test_datasette_opens_the_database(dump):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from datasette.app import Datasette

        site = Datasette([], immutables=[str(dump.folder / manifest.DATABASE)])
        page, found = asyncio.run(asked(site))
    assert page.status_code == 200 and "geneva-talks" in page.text
    assert found.json()["rows"][0]["speaker"] == {
        "value": "wendy-sherman",
        "label": "Wendy Sherman",
    }


async def asked(site):
    await site.invoke_startup()
    return (
        await site.client.get("/record/meetings/geneva-talks"),
        await site.client.get("/record/statements.json?_search=said&_shape=objects&_labels=on"),
    )
