"""Tables on their way into the record: what becomes of each row."""

from pathlib import Path

import pytest

from talks.models import Meeting, Official, Statement
from talks.record.exporter import Export
from tests.import_jobs.jobs import checked, committed, items, problems

pytestmark = pytest.mark.django_db
GENEVA = Path(__file__).parent.parent / "importers" / "geneva"
NOT_ON_RECORD = (
    '"nowhere" is not a known meeting: a new one needs a row of meetings, with id, title, status '
    "and starts"
)


def test_rows_of_a_table_are_told_one_by_one(talks):
    rows = (
        b"meeting,id,party,act,text,starts\n"
        b"talks,s1,russia,warning,No.,\n"
        b"talks,s2,russia,,New.,\n"
        b"talks,s3,russia,shout,Loud.,\n"
        b"nowhere,s1,russia,,Lost.,\n"
        b"talks,s4,nobody,,Unknown.,\n"
    )
    job = checked(rows, "statements.csv")
    assert items(job, "changed") == [
        ("row 2", "changed", [["column act", "denial", "warning"]]),
    ]
    assert items(job, "created") == []
    found = {(where, column): said for where, column, said in problems(job)}
    assert found["row 4", "column act"].startswith('"shout" is not one of position, demand')
    assert found["row 5", ""] == NOT_ON_RECORD
    assert found["row 6", "column party"] == '"nobody" is not a known party'
    assert "starts" in job.report["notes"][0]


def test_statement_without_a_citation_is_refused_for_a_published_meeting(talks):
    """Only the rows that break the rule are left out."""
    rows = b"meeting,id,party,text\ntalks,s1,russia,Nyet.\ntalks,s2,russia,New.\n"
    job = checked(rows, "statements.csv")
    assert [(where, column) for where, column, _ in problems(job)] == [
        ("row 3", "column citations")
    ]
    committed(job)
    assert list(Statement.objects.values_list("text", flat=True)) == ["Nyet."]


def test_new_rows_below_a_meeting_on_record_are_created(talks):
    Meeting.objects.update(is_draft=True)
    rows = (
        b"meeting,party,official,title\n"
        b"talks,russia,,Adviser\ntalks,france,,Envoy\ntalks,france,,Aide\n"
    )
    parties = b"id,name,iso\nfrance,France,FR\n"
    committed(checked(parties, "parties.csv"))
    job = checked(rows, "delegates.csv")
    assert [(where, outcome) for where, outcome, _ in items(job)] == [
        ("row 2", "created"),
        ("row 3", "created"),
        ("row 4", "created"),
    ]


def test_record_that_a_table_repeats_is_not_touched(talks):
    """Title, status and start come from the record; nothing of them is in the preview."""
    Meeting.objects.update(title="Renamed", is_draft=True)
    rows = b"meeting,id,party,text\ntalks,s2,russia,New.\n"
    committed(checked(rows, "statements.csv"))
    talks.refresh_from_db()
    assert talks.title == "Renamed" and talks.statements.count() == 2


def test_seed_article_as_a_workbook_gives_the_sample(tmp_path):
    """All of it but appointments, other names of parties, and the link between two meetings."""
    job = committed(checked((GENEVA / "geneva.xlsx").read_bytes(), "geneva.xlsx"))
    assert (job.state, job.report["notes"]) == ("done", [])
    assert "refused" not in job.report["outcomes"]
    assert Meeting.objects.get().is_draft and Official.objects.count() == 2
    (meeting,) = (o for o in Export(Meeting.objects.all()).objects() if "id" in o)
    assert len(meeting["statements"]) == 25 and len(meeting["follow_ups"]) == 5
    again = checked((GENEVA / "geneva.xlsx").read_bytes(), "geneva.xlsx")
    assert set(again.report["outcomes"]) == {"unchanged"}


def test_items_stand_in_the_order_of_the_rows(talks):
    Meeting.objects.update(is_draft=True)
    rows = (
        b"meeting,id,party,text,on\n"
        b"talks,s9,russia,Last.,10/01/2022\ntalks,s2,russia,New.,\ntalks,s1,russia,Nyet.,\n"
    )
    job = checked(rows, "statements.csv")
    assert [(where, outcome) for where, outcome, _ in items(job)] == [
        ("row 2", "refused"),
        ("row 3", "created"),
        ("row 4", "changed"),
    ]
    assert problems(job)[0][1:] == (
        "column on",
        '"10/01/2022" may be read in two ways: write 10 January 2022 or 2022-01-10',
    )
    assert job.lines_read == 3


def test_new_order_of_a_list_is_told_once(talks):
    rows = "".join(f"talks,s{n},russia,Statement {n}.,\n" for n in range(2, 9))
    Meeting.objects.update(is_draft=True)
    committed(checked(b"meeting,id,party,text,on\n" + rows.encode(), "statements.csv"))
    rows = b"talks,s8,russia,Statement 8.\ntalks,s2,russia,Statement 2.\n"
    job = checked(b"meeting,id,party,text\n" + rows, "a.csv")
    assert items(job, "changed") == [
        ("row 2", "changed", [["order of statements", "as on record", "as in the file"]])
    ]
