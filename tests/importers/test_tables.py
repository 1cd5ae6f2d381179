"""Tables become lines of the record file; what is wrong is told by row and column."""

import json
from pathlib import Path

import pytest

from talks.importers.columns import KINDS
from talks.importers.sheets import TableError
from talks.importers.tables import Table, place_in
from talks.importers.templates import EXAMPLES, table, template_workbook
from talks.record.check import line_problems
from tests.importers.tables import TALKS, csv_file, csv_table, faults_of, lines_of, xlsx_table

GENEVA = Path(__file__).parent / "geneva"


def test_statement_becomes_a_line(tmp_path):
    rows = [
        ["Meeting", "ID", "Speaker title", "act", "Text", "ISSUES", "citations", "said on"],
        ["m1", "s1", "a senior official", "Warning", "No.", "nato (opposes)", "a: lede", "x"],
    ]
    read = csv_table(tmp_path, rows)
    assert lines_of(read) == [
        {
            "id": "m1",
            "statements": [
                {
                    "id": "s1",
                    "speaker_title": "a senior official",
                    "act": "warning",
                    "text": "No.",
                    "issues": [{"id": "nato", "stance": "opposes"}],
                    "citations": [{"source": "a", "locator": "lede"}],
                }
            ],
        }
    ]
    assert read.notes == ["Columns that statements do not have were not read: said on."]


def test_rows_of_one_meeting_make_one_line_from_all_sheets(tmp_path):
    read = xlsx_table(
        tmp_path,
        ("Statements", [["meeting", "id", "text"], ["m1", "s1", "A."], ["m2", "s1", "B."]]),
        ("meetings", [["id", "title", "status", "starts"], ["m1", "Talks", "held", "2022"]]),
        (
            "delegates",
            [
                ["meeting", "party", "party_role", "official", "title"],
                ["m1", "russia", "host", "anna", ""],
                ["m1", "russia", "", "", "an adviser"],
                ["m1", "france", "", "", ""],
            ],
        ),
    )
    assert lines_of(read) == [
        {
            "id": "m1",
            "title": "Talks",
            "status": "held",
            "starts": "2022",
            "delegations": [
                {
                    "party": "russia",
                    "role": "host",
                    "delegates": [
                        {"official": "anna"},
                        {"official": None, "title": "an adviser"},
                    ],
                },
                {"party": "france"},
            ],
            "statements": [{"id": "s1", "text": "A."}],
        },
        {"id": "m2", "statements": [{"id": "s1", "text": "B."}]},
    ]


def test_nouns_stand_on_lines_of_their_own(tmp_path):
    rows = [["id", "name", "other_names"], ["anna", "Anna", "Ann; Annie"], ["bob", "Bob", "(none)"]]
    assert lines_of(csv_table(tmp_path, rows)) == [
        {"official": {"id": "anna", "name": "Anna", "other_names": ["Ann", "Annie"]}},
        {"official": {"id": "bob", "name": "Bob", "other_names": None}},
    ]


def test_faults_name_row_and_column(tmp_path):
    rows = [
        ["meeting", "id", "text", "on"],
        ["m1", "s1", "A.", "10 January 2022"],
        [],
        ["m1", "s2", "B.", "10/01/2022"],
        ["", "s3", "C.", ""],
        ["m1", "s4", "D.", "", "more"],
    ]
    read = csv_table(tmp_path, rows)
    assert [(place, heading) for place, heading, _ in faults_of(read)] == [
        ("row 4", "on"),
        ("row 5", "meeting"),
        ("row 6", ""),
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("statements[1].act", ("row 3", "act")),
        ("statements[1].citations[0].source", ("row 3", "citations")),
        ("statements[0].original.text", ("row 2", "original_text")),
        ("title", ("row 2", "")),
        ("", ("row 2", "")),
    ],
)
def test_path_leads_back_to_row_and_column(tmp_path, path, place):
    rows = [["meeting", "id", "text"], ["m1", "s1", "A."], ["m1", "s2", "B."]]
    (line,) = csv_table(tmp_path, rows).made()
    row, heading = place_in(line, path)
    assert (row.place, heading) == place


def test_row_left_out_leaves_the_numbers_of_lines(tmp_path):
    rows = [["meeting", "id", "text"], ["m1", "s1", "A."], ["m2", "s1", "B."]]
    read = csv_table(tmp_path, rows)
    read.leave_out(read.rows[0])
    assert [(line.number, line.data["id"]) for line in read.made()] == [(2, "m2")]


def test_refused_delegate_takes_its_delegation_along(tmp_path):
    """A list replaces the record's: without one of its rows it would remove somebody."""
    rows = [["meeting", "party", "official"], *[["m1", "r", o] for o in "ab"], ["m1", "u", "c"]]
    read = csv_table(tmp_path, rows)
    assert len(read.leave_out(read.rows[0])) == 2
    assert lines_of(read)[0]["delegations"][0]["party"] == "u"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_told_by_the_headings(tmp_path, delimiter):
    rows = [["meeting", "id", "text"], ["m1", "s1", "A, b; c"]]
    read = csv_table(tmp_path, rows, delimiter=delimiter)
    assert lines_of(read)[0]["statements"][0]["text"] == "A, b; c"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no rows"),
        (b"meeting,id\nm1,s1", None),
        (b"meeting,id,text,text\nm1,s1,a,b", 'has the column "text" twice'),
        (b"meeting,id,text\nm1,s1,\xff", "row 1 is not UTF-8"),
        (b'meeting,id,text\nm1,s1,"a', "is not CSV"),
        ("meeting,id,text\n".encode("utf-16"), "is not a CSV file in UTF-8"),
        (b"PK\x03\x04", "is not a CSV file in UTF-8"),
        (b"id\0,name\n", "is not a CSV file in UTF-8"),
    ],
)
def test_what_is_no_table_is_said(tmp_path, content, said):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    if said is None:
        read = Table(path, "csv")
        assert "its headings do not tell what the rows are" in read.notes[0]
    else:
        with pytest.raises(TableError, match=said):
            Table(path, "csv")


def test_kind_that_was_chosen_needs_its_columns(tmp_path):
    path = csv_file(tmp_path, [["id", "name"], ["a", "A"]])
    assert lines_of(Table(path, "csv", "parties")) == [{"party": {"id": "a", "name": "A"}}]
    read = Table(path, "csv", "statements")
    assert read.rows == [] and read.needs == ["needs the columns meeting, text"]
    assert read.notes[0] == "The file needs the columns meeting, text."
    with pytest.raises(TableError, match="needs the column meeting"):
        csv_table(tmp_path, [["id", "text"], ["s1", "No."]], kind="statements")


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("talks.importers.tables.ROWS_AT_MOST", 2)
    with pytest.raises(TableError, match="more than 2 rows"):
        csv_table(tmp_path, [["id", "name", "iso"], *[[f"p{n}", "P", ""] for n in range(3)]])


def test_too_much_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("talks.importers.tables.LETTERS_AT_MOST", 10)
    with pytest.raises(TableError, match="more than 10 characters"):
        csv_table(tmp_path, [["id", "name", "iso"], ["a", "a" * 10, ""]])


@pytest.mark.parametrize("kind", KINDS)
def test_template_is_a_table_without_a_fault(tmp_path, kind):
    read = csv_table(tmp_path, table(kind), kind=kind)
    assert read.notes == [] and faults_of(read) == []
    assert len(read.rows[0].item) + len(read.rows[0].above) == len(EXAMPLES[kind])


def test_templates_together_make_sound_lines(tmp_path):
    path = tmp_path / "all.xlsx"
    path.write_bytes(template_workbook())
    lines = lines_of(Table(path, "xlsx"))
    assert len(lines) == 7
    assert [line_problems(line) for line in lines] == [[]] * 7


def test_seed_article_as_a_workbook_makes_the_lines_of_the_sample(tmp_path):
    """All but what a table has no cell for: appointments, parties' other names."""
    expected = [json.loads(line) for line in (GENEVA / "expected.jsonl").read_text().splitlines()]
    meeting = next(line for line in expected if "id" in line)
    made = next(line for line in lines_of(Table(GENEVA / "geneva.xlsx", "xlsx")) if "id" in line)
    assert made["id"] == TALKS
    assert made["statements"] == meeting["statements"]
    for follow_up in meeting["follow_ups"]:
        follow_up.pop("meeting", None)
    assert made["follow_ups"] == meeting["follow_ups"]


def test_statements_of_the_seed_article_are_the_same_as_csv():
    workbook = next(r for r in lines_of(Table(GENEVA / "geneva.xlsx", "xlsx")) if "id" in r)
    (line,) = lines_of(Table(GENEVA / "statements.csv", "csv"))
    assert line["statements"] == workbook["statements"]
