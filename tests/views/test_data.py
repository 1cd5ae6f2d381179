"""The same address as data: the rows of the page, as record-file objects and as tables."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talks.importers.columns import KINDS
from talks.models import Meeting
from talks.record.exporter import Export
from talks.views import data
from tests.factories import (
    make_appointment,
    make_delegate,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)
from tests.import_jobs.conftest import folder  # noqa: F401 - used by the round trip
from tests.import_jobs.jobs import checked

pytestmark = pytest.mark.django_db
LISTS = [value for value in vars(data).values() if isinstance(value, data.DataList)]
NOUNS = ["official", "party", "issue", "process", "place", "source"]


@pytest.fixture
def talks():
    """A published meeting with one of everything, and a draft that it leads to."""
    us, source = make_party("United States", slug="us"), make_source(slug="source")
    ann, issue = make_official("Ann", slug="ann"), make_issue("Arms", slug="issue")
    make_appointment(ann, us, starts="2021", source=source)
    draft = make_meeting("Draft", slug="draft", draft=True, parties=[us])
    meeting = make_meeting(
        "Talks",
        slug="talks",
        parties=[us],
        places=[make_place("Geneva", slug="place", country="CH")],
        issues=[issue],
        process=make_process("A process", slug="process"),
        source=source,
        part_of=draft,
    )
    make_delegate(meeting.delegations.get(), ann, title="Envoy")
    make_statement(
        meeting, "Frank; “open”.", slug="s1", party=us, issues=[(issue, "opposes")], source=source
    )
    make_follow_up(
        meeting, "Again.", slug="f1", promised_by=[us], to_meeting=draft, source=source, due="2022"
    )
    return meeting


def text_of(response):
    assert response.status_code == 200
    return response.getvalue().decode()


def table_of(response):
    return list(csv.DictReader(io.StringIO(text_of(response), newline="")))


def listed(client, name, form, **query):
    address = reverse(f"{name}_list_{form}")
    response = client.get(address, query)
    return json.loads(text_of(response)) if form == "json" else table_of(response)


def test_meeting_is_its_line_of_the_record_file(talks, client):
    meetings = Export(Meeting.objects.published()).objects()
    line = next(line for line in meetings if line.get("id") == "talks")
    response = client.get("/meetings/talks.json")
    assert response.headers["Content-Type"] == "application/json"
    assert list(response.json()) == list(line) and response.json() == line
    assert "part_of" not in line and "meeting" not in line["follow_ups"][0]


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)
def test_list_holds_the_objects_of_its_page(listing, talks, client):
    found = listed(client, listing.noun, "json")
    assert found["asked"] == {} and found["count"] == 1
    (object_,) = found[listing.name]
    if listing.noun in NOUNS:
        address = reverse(f"{listing.noun}_detail_json", args=[object_["id"]])
        assert client.get(address).json() == object_
    assert "draft" not in json.dumps(found)


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)
def test_table_has_the_columns_of_an_import_and_names_no_draft(listing, talks, client):
    (row,) = listed(client, listing.noun, "csv")
    assert list(row) == list(KINDS[listing.name].by_heading)
    assert "draft" not in row.values()


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)
def test_page_announces_both_forms_with_its_filters(listing, talks, client):
    name = "party" if "party" in listing.filters.base_filters else "q"
    page = client.get(reverse(f"{listing.noun}_list"), {name: "us", "page": "1"})
    for form in ("json", "csv"):
        address = reverse(f"{listing.noun}_list_{form}", query={name: "us"})
        assert f"<{address}>" in page.headers["Link"]


def test_what_belongs_to_a_meeting_names_it(talks, client):
    (meeting,) = listed(client, "meeting", "json")["meetings"]
    (statement,) = listed(client, "statement", "json")["statements"]
    assert statement == {"meeting": "talks"} | meeting["statements"][0]
    assert client.get("/meetings/talks/statements/s1.json").json() == statement
    (promise,) = listed(client, "follow_up", "json")["follow_ups"]
    assert promise == {"from_meeting": "talks"} | meeting["follow_ups"][0]


@pytest.mark.parametrize("listing", LISTS[:3], ids=lambda listing: listing.name)
def test_table_is_imported_as_it_was(listing, talks, client):
    for n in range(3):
        make_follow_up(talks, f"Later {n}.", slug=f"g{n}", due=f"202{5 - n}", order=n + 1)
    Meeting.objects.filter(pk=talks.pk).update(part_of=None)
    content = client.get(reverse(f"{listing.noun}_list_csv")).getvalue()
    job = checked(content, "a.csv", kind=listing.name)
    count = len(content.splitlines()) - 1
    assert job.report["outcomes"] == {"unchanged": count}, list(job.items.values("said"))


def test_filters_narrow_and_order(talks, client):
    make_meeting("Other talks", slug="other", starts="2001-01-01", parties=[make_party(slug="x")])
    found = listed(client, "meeting", "json", party="us")
    assert found["asked"] == {"party": ["us"]} and found["count"] == 1
    rows = listed(client, "meeting", "csv", ordering="starts")
    assert [row["id"] for row in rows] == ["other", "talks"]
    assert listed(client, "meeting", "json", q="nothing-of-it")["meetings"] == []
    assert listed(client, "meeting", "csv", q="nothing-of-it") == []


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("query", ["party=nobody", "after=2022-13-45", "page=2", "zz=%00"])
def test_what_is_not_understood_is_answered_400(form, query, talks, client):
    response = client.get(f"/meetings.{form}?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().endswith(".\n")


def test_file_names(talks, client):
    said = {form: client.get(f"/follow-ups.{form}").headers for form in ("json", "csv")}
    assert said["csv"]["Content-Disposition"] == 'attachment; filename="follow-ups.csv"'
    assert said["json"]["Content-Disposition"] == 'inline; filename="follow-ups.json"'


def test_cells_are_guarded(talks, client):
    make_statement(talks, "=HYPERLINK(1)", slug="s2", order=1)
    texts = [row["text"] for row in listed(client, "statement", "csv")]
    assert "'=HYPERLINK(1)" in texts


@pytest.mark.parametrize("kind", ["meeting", *NOUNS])
def test_drafts_and_what_is_unknown_are_not_there(kind, client):
    assert client.get(reverse(f"{kind}_detail_json", args=["none"])).status_code == 404


def test_drafts_are_nowhere(talks, client):
    assert client.get("/meetings/draft.json").status_code == 404
    assert client.get("/meetings/draft/statements/s1.json").status_code == 404
    assert client.get("/meetings/talks/statements/s9.json").status_code == 404


def test_ids_that_moved_lead_to_the_same_form(talks, client):
    make_old_id(talks, "old-talks")
    response = client.get("/meetings/old-talks/statements/s1.json?a=b")
    assert (response.status_code, response.url) == (301, "/meetings/talks/statements/s1.json?a=b")


def test_what_was_removed_is_gone(talks, client):
    make_meeting("Short", slug="short").delete()
    response = client.get("/meetings/short.json")
    assert response.status_code == 410 and response.json() == {"gone": True}


def test_head_and_304_read_no_row(talks, client, django_assert_max_num_queries):
    whole = client.get("/statements.csv")
    with django_assert_max_num_queries(2) as asked:
        head = client.head("/statements.csv")
    assert head.getvalue() == b""
    assert head.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
    assert not any("talks_statement" in query["sql"] for query in asked.captured_queries)


@pytest.mark.django_db(transaction=True)
def test_a_list_has_an_etag_until_anything_is_written(client):
    make_meeting("Talks", slug="talks")
    tag = client.get("/meetings.json").headers["ETag"]
    known = {"If-None-Match": tag}
    assert client.get("/meetings.json", headers=known).status_code == 304
    assert client.get("/meetings.csv", headers=known).status_code == 200
    assert client.get("/meetings.json?year=2001", headers=known).status_code == 200
    Meeting.objects.update(title="Other")
    assert client.get("/meetings.json", headers=known).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_goes_away_leaves_no_transaction(rf):
    for _ in range(60):
        make_meeting("Talks", summary="X" * 2000)
    response = data.MEETINGS.json(rf.get("/meetings.json"))
    content = iter(response.streaming_content)
    next(content)
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block


def test_queries_do_not_grow_with_the_rows(talks, client):
    few = queries(client, lines=1)
    for n in range(5):
        fill(n)
    many = queries(client, lines=6)
    assert {name: len(asked) for name, asked in many.items() if len(asked) > len(few[name])} == {}


def queries(client, lines):
    """Those of each form of each list, which has at least so many lines."""
    asked = {}
    for listing in LISTS:
        for form in ("json", "csv"):
            name = f"{listing.noun}_list_{form}"
            with CaptureQueriesContext(connection) as asked[name]:
                assert text_of(client.get(reverse(name))).count("\n") > lines
    return {name: context.captured_queries for name, context in asked.items()}


def fill(n):
    """What public rows of each noun there may be, once more."""
    party, source = make_party(f"Party {n}"), make_source(f"Source {n}")
    official, issue = make_official(f"Official {n}"), make_issue(f"Issue {n}")
    make_appointment(official, party, starts="2021", source=source)
    meeting = make_meeting(
        f"Talks {n}",
        parties=[party],
        places=[make_place(f"Place {n}")],
        issues=[issue],
        process=make_process(f"Process {n}"),
        source=source,
    )
    make_delegate(meeting.delegations.get(), official)
    make_statement(meeting, slug="s1", party=party, issues=[(issue, "opposes")], source=source)
    make_follow_up(meeting, "Again.", slug="f1", promised_by=[party], source=source)
