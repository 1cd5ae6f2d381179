"""Export of a list in the admin: exactly its rows, and in a form that is imported again."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from talks.importers.columns import KINDS
from talks.models import Delegate, FollowUp, Meeting, Official, Party, Source, Statement
from tests.admin.pages import address
from tests.factories import make_delegate, make_follow_up, make_meeting, make_party, make_statement
from tests.import_jobs.conftest import folder  # noqa: F401 - used by the round trip
from tests.import_jobs.jobs import checked, staff
from tests.models.rows import one_of_each
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
EXPORTED = [kind.shape.model for kind in KINDS.values()]


def export(client, model, form="csv", **query):
    name = f"admin:talks_{model._meta.model_name}_export"
    return client.get(reverse(name, args=[form]), query)


def text_of(response):
    assert response.streaming
    return b"".join(response.streaming_content).decode()


def rows_of(response):
    return list(csv.DictReader(io.StringIO(text_of(response), newline="")))


@pytest.mark.parametrize("model", EXPORTED, ids=lambda model: model.__name__)
def test_every_list_has_an_export_with_the_columns_of_an_import(model, admin_client):
    one_of_each()
    page = admin_client.get(address(model, "changelist"))
    link = reverse(f"admin:talks_{model._meta.model_name}_export", args=["csv"])
    assert f'href="{link}?"' in page.text
    kind = next(kind for kind in KINDS.values() if kind.shape.model is model)
    rows = rows_of(export(admin_client, model))
    assert list(rows[0]) == list(kind.by_heading)
    assert len(rows) == model.objects.count()


def test_statement_has_all_its_cells(admin_client, meeting):
    (row,) = rows_of(export(admin_client, Statement))
    source = Source.objects.get().slug
    issue = meeting.issues.get().slug
    found = {key: value for key, value in row.items() if value}
    assert found == {
        "meeting": "talks",
        "id": "s1",
        "party": Party.objects.get().slug,
        "text": "It was frank.",
        "issues": f"{issue} (opposes)",
        "citations": f"{source}: paragraph 1",
    } | {key: found[key] for key in ("on", "wording", "setting", "act") if key in found}


@pytest.mark.parametrize("model", [Meeting, Statement, FollowUp, Official, Source])
def test_what_is_exported_is_imported_as_it_was(model, admin_client, meeting):
    one_of_each()
    kind = next(kind.name for kind in KINDS.values() if kind.shape.model is model)
    content = b"".join(export(admin_client, model).streaming_content)
    job = checked(content, "a.csv", kind=kind)
    assert job.report["outcomes"] == {"unchanged": model.objects.count()}, [
        item.said for item in job.items.exclude(outcome="unchanged")
    ]


@pytest.mark.parametrize("model", [Statement, FollowUp, Delegate])
def test_rows_of_a_meeting_keep_their_order_on_the_way(model, admin_client):
    """Lists show the newest first; a file in that order would turn the record round."""
    party = make_party()
    meeting = make_meeting(parties=[party], draft=True)
    for n in range(5):
        make_statement(meeting, f"Statement {n}.", slug=f"s{n}", party=party, order=n)
        make_follow_up(meeting, f"Promise {n}.", slug=f"f{n}", order=n, kind="follow_up")
        make_delegate(meeting.delegations.get(), title=f"Envoy {n}", order=n)
    kind = next(kind.name for kind in KINDS.values() if kind.shape.model is model)
    content = b"".join(export(admin_client, model).streaming_content)
    job = checked(content, "a.csv", kind=kind)
    assert job.report["outcomes"] == {"unchanged": 5}, list(job.items.values("said"))


def test_exactly_the_filtered_list_is_exported(admin_client):
    draft, published = make_meeting("Draft talks", draft=True), make_meeting("Open talks")
    rows = rows_of(export(admin_client, Meeting, is_draft__exact=1))
    assert [(row["id"], row["draft"]) for row in rows] == [(draft.slug, "yes")]
    assert [row["id"] for row in rows_of(export(admin_client, Meeting, q="open"))] == [
        published.slug
    ]
    assert len(rows_of(export(admin_client, Meeting, queue="drafts"))) == 1
    link = f"{reverse('admin:talks_meeting_export', args=['csv'])}?is_draft__exact=1"
    page = admin_client.get(address(Meeting, "changelist"), {"is_draft__exact": 1})
    assert f'href="{link}"' in page.text


def test_rows_beyond_the_page_are_exported_in_the_order_of_the_list(admin_client):
    slugs = [make_party(f"Party {n:03}").slug for n in range(120)]
    assert [row["id"] for row in rows_of(export(admin_client, Party, o="-1", p="2"))] == slugs[::-1]


def test_meetings_leave_as_a_record_file_drafts_marked(admin_client):
    party = make_party("Russia", slug="russia")
    make_meeting("Draft", slug="a", draft=True, parties=[party])
    make_meeting("Open", slug="b", parties=[party])
    lines = [
        json.loads(line) for line in text_of(export(admin_client, Meeting, "record")).splitlines()
    ]
    assert [(line["id"], line.get("draft")) for line in lines] == [("a", True), ("b", None)]
    only = text_of(export(admin_client, Meeting, "record", is_draft__exact=1))
    assert [json.loads(line)["id"] for line in only.splitlines()] == ["a"]


def test_cells_are_guarded(admin_client):
    meeting = make_meeting()
    make_statement(meeting, "=HYPERLINK(1)", slug="s1")
    make_follow_up(meeting, "-1", slug="f1")
    assert rows_of(export(admin_client, Statement))[0]["text"] == "'=HYPERLINK(1)"
    assert rows_of(export(admin_client, FollowUp))[0]["text"] == "'-1"


@pytest.mark.parametrize("count", [1, 30])
def test_export_takes_as_many_queries_for_more_rows(admin_client, count, django_assert_num_queries):
    meeting = make_meeting()
    for n in range(count):
        make_statement(meeting, "Yes.", slug=f"s{n}")
    with django_assert_num_queries(14):
        assert len(rows_of(export(admin_client, Statement))) == count


@pytest.mark.parametrize("form", ["csv", "record"])
def test_who_may_not_see_the_list_gets_no_export(client, form):
    make_meeting()
    user = staff()
    sign_in(client, user)
    assert export(client, Meeting, form).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_meeting"))
    assert export(client, Meeting, form).status_code == 200
    assert export(client, Statement).status_code == 403
    page = client.get(address(Meeting, "changelist"))
    assert "Export CSV" in page.text


def test_strangers_are_asked_to_sign_in(client):
    make_meeting()
    assert "/admin/login/" in export(client, Meeting).url


def test_nonsense_is_answered(admin_client):
    assert export(admin_client, Meeting, "shout").status_code == 404
    assert export(admin_client, Statement, "record").status_code == 404
    response = export(admin_client, Meeting, no_such_field="1")
    assert (response.status_code, response.url) == (302, f"{address(Meeting, 'changelist')}?e=1")
