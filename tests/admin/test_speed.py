"""What the admin asks of the database, at two sizes; the times are measured by speed_admin.py."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.admin import statements
from talks.models import Meeting, Source, Statement, StatementCitation
from tests.admin.pages import address, change_address, errors, filled_in, unfolded
from tests.factories import (
    cite,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


def make_talks(statements):
    meeting, party, source = make_meeting(draft=True), make_party(), make_source()
    speaker = make_official()
    for n in range(statements):
        row = {"slug": f"s{n}", "order": n, "party": party, "speaker": speaker, "source": source}
        make_statement(meeting, "Words.", **row)
    return meeting


def save_all(client, meeting, queries=None, **changes):
    """Unfold every statement, change each, and save."""
    page = client.get(change_address(meeting))
    data = filled_in(page)
    for n in range(meeting.statements.count()):
        data |= unfolded(client, page, f"statements-{n}")
        data |= {f"statements-{n}-{name}": value for name, value in changes.items()}
    with CaptureQueriesContext(connection) as queries:
        response = client.post(change_address(meeting), data)
    return response, len(queries)


def test_a_changed_statement_costs_seven_queries(admin_client):
    save_all(admin_client, make_talks(1), text="Warming up.")
    counts = []
    for size in (5, 15):
        response, count = save_all(admin_client, make_talks(size), text="Other words.")
        assert errors(response) == []
        counts.append(count)
    assert counts[1] - counts[0] == 10 * 7


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "\u2003"}, "required"),
        ({"party": "", "speaker": ""}, "Name a speaker, a party, or a speaker's title."),
        ({"said_on": "some day"}, "date"),
    ],
)
def test_what_the_database_would_refuse_is_said_once(admin_client, changes, said):
    response, _ = save_all(admin_client, make_talks(1), **changes)
    found = errors(response)
    assert sum(said in error for error in found) == 1, found


def test_a_meeting_opens_with_as_many_queries_whatever_its_size(admin_client):
    counts = []
    for size in (3, 70):
        meeting = make_talks(size)
        admin_client.get(change_address(meeting))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(change_address(meeting))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_citations_are_found_by_source_and_by_place(admin_client):
    statement = make_statement(cited=False)
    treaty = make_source("Treaty of Peace", slug="treaty-of-peace")
    cite(statement, treaty, "Article 5")
    cite(statement, treaty, "Article 6")
    cite(statement, make_source("Minutes"), "peace, page 5")

    def found(words):
        page = admin_client.get(address(StatementCitation, "changelist"), {"q": words})
        return sorted(row.locator for row in page.context["cl"].result_list)

    assert found("peace") == ["Article 5", "Article 6", "peace, page 5"]
    assert found("Péace article") == ["Article 5", "Article 6"]
    assert found("treaty 6") == ["Article 6"]
    assert found("zzqq") == []


@pytest.mark.parametrize("model", [Meeting, Source, StatementCitation])
def test_a_list_costs_as_much_whatever_its_size(admin_client, model):
    counts = []
    for _ in range(2):
        for _ in range(5):
            make_statement(make_meeting())
        admin_client.get(address(model, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(model, "changelist"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_statements_are_found_whether_few_or_many(admin_client, monkeypatch):
    rows = [make_statement(text=f"On climate {n}.") for n in range(3)]
    make_statement(text="On trade.")
    costs = []
    for few in (3, 2):
        monkeypatch.setattr(statements, "FEW", few)
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(address(Statement, "changelist"), {"q": "climate"})
        assert set(page.context["cl"].result_list) == set(rows)
        costs.append(len(queries))
    assert costs[0] == costs[1]
