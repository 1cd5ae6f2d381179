"""manage.py import_table, as somebody with a spreadsheet uses it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talks.importers.workbooks import workbook
from talks.models import Meeting, Statement
from tests.factories import make_meeting, make_party
from tests.importers.tables import csv_file

pytestmark = pytest.mark.django_db
GENEVA = Path(__file__).parent.parent / "importers" / "geneva" / "geneva.xlsx"
OWN = ["Treffen", "Nr", "Land", "Wortlaut", "Bemerkung"]
ROWS = [OWN, ["talks", "s1", "russia", "Nyet.", "x"], ["talks", "s2", "russia", "Da.", ""]]
MAP = ["--map", "Treffen=meeting", "--map", "NR = id", "--map=Land=party", "--map=Wortlaut=text"]
SAID_BEFORE = ["--kind", "statements"]


@pytest.fixture(autouse=True)
def talks():
    return make_meeting("Talks", slug="talks", draft=True, parties=[make_party(slug="russia")])


def run(path, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_table", str(path), *options, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def refused(path, *options):
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_table", str(path), *options, stdout=io.StringIO(), stderr=err)
    assert error.value.returncode == 1
    return str(error.value), err.getvalue().splitlines()


def test_dry_run_then_commit_then_nothing_new(tmp_path):
    path = csv_file(tmp_path, ROWS, delimiter=";")
    out, err = run(path, *SAID_BEFORE, *MAP)
    assert '"Land" is read as party.' in out and "read: 2 rows" in out
    assert err == ["Columns that statements do not have were not read: Bemerkung."]
    assert "statements: 2 created, 0 updated, 0 unchanged" in out
    assert out[-1].startswith("Dry run") and not Statement.objects.exists()
    run(path, *SAID_BEFORE, *MAP, "--commit")
    assert sorted(Statement.objects.values_list("slug", "text")) == [("s1", "Nyet."), ("s2", "Da.")]
    out, _ = run(path, *SAID_BEFORE, *MAP, "--commit")
    assert "statements: 0 created, 0 updated, 2 unchanged" in out


def test_kind_is_told_by_headings_once_they_are_mapped(tmp_path):
    path = csv_file(tmp_path, [["Kennung", "title", "status", "Datum"], ["a", "A", "held", "2022"]])
    run(path, "--map", "Kennung=id", "--map", "Datum=starts", "--commit")
    assert Meeting.objects.get(slug="a").starts == "2022"


def test_new_meeting_is_published_where_nothing_is_wanting():
    """As from a record file: in the admin it would be a draft."""
    run(GENEVA, "--commit")
    assert not Meeting.objects.exclude(slug="talks").get().is_draft


def test_every_wrong_row_is_named_and_none_is_taken(tmp_path):
    rows = [
        ["meeting", "id", "Land", "text", "act"],
        ["talks", "s1", "russia", "Good.", ""],
        ["talks", "s2", "russia", "Loud.", "shout"],
        ["talks", "s3", "nobody", "Who?", ""],
        ["talks", "s4", "russia", "", ""],
        ["nowhere", "s1", "russia", "Where?", ""],
    ]
    path = csv_file(tmp_path, rows)
    last, lines = refused(path, "--map", "Land=party", "--commit")
    assert last == "Refused: 4 problems. The record is as it was before."
    assert [line.partition(":")[0] for line in lines] == [
        "row 3, column act",
        'row 4, column party ("Land")',
        "row 5, column text",
        "row 6",
    ]
    assert not Statement.objects.exists()


def test_cell_that_cannot_be_read_refuses_the_others_too(tmp_path):
    rows = [["id", "title", "status", "starts"], ["a", "A", "held", "2022"]]
    path = csv_file(tmp_path, [*rows, ["b", "B", "held", "10/01/2022"]])
    last, (line,) = refused(path, "--commit")
    assert line.startswith('row 3, column starts: "10/01/2022" may be read in two ways')
    assert not Meeting.objects.filter(slug="a").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "Datm=on"], 'No heading is "datm"; there are: meeting, id, land, text.'),
        (["--map", "text=act"], '"text" is a column of statements already, and stays it.'),
        (["--map", "Land=partys"], '"partys" is no column of statements: did you mean party?'),
        (["--map", "Land"], '--map: "Land" is not a heading and a column, as in Datum=starts.'),
        (["--map", "Land=text"], 'rows.csv: has two headings for the column text: "Land" and "te'),
        (["--map=Land=party", "--map=land=to"], '--map: "land" is to be read as party and as to.'),
        (["--kind", "delegates"], "Refused: there is no row to read."),
    ],
)
def test_mapping_that_does_not_fit_is_refused(tmp_path, options, said):
    rows = [["meeting", "id", "Land", "text"], ["talks", "s1", "russia", "No."]]
    assert said in refused(csv_file(tmp_path, rows), *options)[0]


def test_columns_that_are_wanting_are_named(tmp_path):
    _, lines = refused(csv_file(tmp_path, ROWS), *SAID_BEFORE, "--map", "Treffen=meeting")
    assert "The file needs the columns id, text." in lines


def test_workbook_is_mapped_sheet_by_sheet(tmp_path):
    path = tmp_path / "rows.xlsx"
    parties = ("parties", [["id", "name", "Land"], ["france", "France", "FR"]])
    said = ("statements", [["meeting", "id", "Land", "text"], ["talks", "s1", "france", "Non."]])
    path.write_bytes(workbook([parties, said]))
    out, err = run(path, "--map", "Land=party", "--commit")
    assert 'Sheet statements: "Land" is read as party.' in out
    assert err == ["Sheet parties: Columns that parties do not have were not read: Land."]
    assert Statement.objects.get().party.slug == "france"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.csv", "cannot be read: No such file or directory"),
        ("record.jsonl", "this is a record file, for import_record."),
        ("talk.pdf", "a CSV or an XLSX file is taken, and nothing else."),
        ("broken.xlsx", "is not"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, name, said):
    if name != "absent.csv":
        (tmp_path / name).write_bytes(b"{}\n")
    assert said in refused(tmp_path / name)[0]
