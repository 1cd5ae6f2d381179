"""Headings of a file's own: what is asked about them, and what is proposed."""

import pytest

from talks.importers import mapping
from talks.importers.columns import KINDS
from talks.importers.sheets import TableError
from talks.importers.tables import Table
from talks.importers.workbooks import workbook
from tests.importers.tables import csv_file, faults_of, lines_of

HEADINGS = ["meeting", "id", "Land", "text", "Datum"]
ROW = ["talks", "s1", "russia", "No.", "2022-01-10"]


def read(tmp_path, rows, columns=(), kind="", sheet=""):
    path = csv_file(tmp_path, rows)
    return Table(path, "csv", kind, {sheet: {"columns": dict(columns)}})


def test_headings_are_read_as_a_mapping_says(tmp_path):
    table = read(tmp_path, [HEADINGS, ROW], {"land": "party", "datum": "on"})
    statement = {"id": "s1", "party": "russia", "text": "No.", "on": "2022-01-10"}
    assert lines_of(table) == [{"id": "talks", "statements": [statement]}] and table.notes == []


def test_heading_that_is_ours_stays_ours(tmp_path):
    table = read(tmp_path, [HEADINGS, ROW], {"text": "original_text", "land": "no such column"})
    assert lines_of(table)[0]["statements"] == [{"id": "s1", "text": "No."}]
    assert table.notes == ["Columns that statements do not have were not read: Land, Datum."]


def test_two_headings_for_one_column_are_refused(tmp_path):
    with pytest.raises(TableError, match='two headings for the column text: "Land" and "text"'):
        read(tmp_path, [HEADINGS, ROW], {"land": "text"})


def test_what_is_asked_has_some_values_of_each_heading(tmp_path):
    rows = [["talks", f"s{n}", f" P{n % 5} ", "No.", "x" * 90] for n in range(9)]
    (asked,) = (one.as_data() for one in read(tmp_path, [HEADINGS, *rows], {"land": "to"}).headings)
    assert (asked["kind"], asked["own"]) == ("statements", ["meeting", "id", "text"])
    assert asked["unknown"] == [
        {"heading": "Land", "key": "land", "samples": ["P0", "P1", "P2"]},
        {"heading": "Datum", "key": "datum", "samples": ["x" * 60 + "…"]},
    ]


def test_heading_that_cannot_be_told_from_another_is_not_asked_about(tmp_path):
    headings = [*HEADINGS, "Note", "note", "x" * 101, "a\u202eb"]
    table = read(tmp_path, [headings, [*ROW, "", "", "", ""]])
    assert [one["key"] for one in table.headings[0].as_data()["unknown"]] == ["land", "datum"]


def test_sheet_of_no_known_kind_is_asked_about_whole(tmp_path):
    table = read(tmp_path, [["Wer", "Was"], ["Lavrov", "Nyet."]])
    assert table.rows == [] and table.headings[0].as_data() == {
        "sheet": "",
        "kind": "",
        "own": [],
        "unknown": [
            {"heading": "Wer", "key": "wer", "samples": ["Lavrov"]},
            {"heading": "Was", "key": "was", "samples": ["Nyet."]},
        ],
    }


def test_sheet_that_is_not_read_is_named(tmp_path):
    path = tmp_path / "rows.xlsx"
    path.write_bytes(workbook([("Notes", [["Wer"], ["x"]])]))
    assert Table(path, "xlsx").notes[0].startswith("Sheet Notes: is not read: its headings do not")
    (note,) = read(tmp_path, [["Wer"], ["x"]]).notes
    assert note.startswith("The file is not read: its headings do not")


def test_half_a_workbook_is_not_read(tmp_path):
    """Where one sheet lacks a column, the rows of the others wait too."""
    path = tmp_path / "rows.xlsx"
    parties = ("parties", [["id", "name"], ["a", "A"]])
    said = ("Gesagt", [["meeting", "Nr", "text"], ["talks", "s1", "No."]])
    path.write_bytes(workbook([parties, said]))
    chosen = {"Gesagt": {"kind": "statements", "columns": {}}}
    table = Table(path, "xlsx", "", chosen)
    assert (table.rows, table.needs) == ([], ["Sheet Gesagt: needs the column id"])
    assert table.notes[0] == "Sheet Gesagt: needs the column id."
    chosen["Gesagt"]["columns"] = {"nr": "id"}
    assert len(Table(path, "xlsx", "", chosen).rows) == 2


def test_fault_names_the_heading_as_the_file_has_it(tmp_path):
    table = read(tmp_path, [HEADINGS, [*ROW[:4], "10/01/2022"]], {"datum": "on"})
    ((row, heading, _),) = table.faults()
    assert (faults_of(table)[0][0], row.column(heading)) == ("row 2", 'column on ("Datum")')
    assert row.column("text") == "column text"


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("titel", "title"),
        ("statusz", "status"),
        ("meeting_id", None),
        ("zeitzone", None),
        ("start", "starts"),
        ("place", "places"),
        ("meeting_title", None),
        ("city", None),
        ("bemerkung", None),
    ],
)
def test_column_that_is_near_is_proposed(key, column):
    assert mapping.proposed([key], list(KINDS["meetings"].by_heading)).get(key) == column


def test_column_is_proposed_once_for_the_nearest():
    columns = list(KINDS["meetings"].by_heading)
    assert mapping.proposed(["sumary", "summry", "summary_"], columns) == {"summary_": "summary"}
