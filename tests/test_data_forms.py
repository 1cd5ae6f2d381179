"""A page says which forms it has as data: in its head, in its `Link` header and to its readers."""

import pytest
from django.http import QueryDict

from talks.data_forms import complaints_of
from talks.filters import MeetingFilter
from talks.models import Meeting
from tests.factories import make_issue, make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(db):
    issue, meeting = make_issue("NATO enlargement", slug="nato-enlargement"), make_meeting()
    party = make_party("Russia", slug="russia")
    make_statement(meeting, party=party, issues=[(issue, "supports")])
    return issue


def test_forms_are_announced_in_three_ways(issue, client):
    page = client.get(issue.get_absolute_url())
    address = f"/issues/{issue.slug}.csv"
    assert f'<{address}>; rel="alternate"; type="text/csv"; title="CSV"' in page.headers["Link"]
    html = page.content.decode()
    assert f'<link rel="alternate" type="text/csv" href="{address}" title="CSV">' in html
    assert f'<a href="{address}" type="text/csv" rel="nofollow">CSV</a>' in html


def test_what_a_page_shows_is_asked_of_its_forms(issue, client):
    page = client.get(issue.get_absolute_url(), {"party": "russia", "page": "1", "zz": "1"})
    assert f"</issues/{issue.slug}.csv?party=russia>" in page.headers["Link"]


def test_a_page_without_forms_says_nothing(client):
    page = client.get("/about/")
    assert "Link" not in page.headers
    assert "As data" not in page.content.decode()
    assert "Link" not in client.get("/issues/none/").headers


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("party=&q=", []),
        ("party=rusia", ["rusia"]),
        ("after=2022-13-45", ["2022-13-45"]),
        ("partie=russia", ["no filter “partie”"]),
        ("format=shout&zz=1", ["no filter “zz”", "shout"]),
    ],
)
def test_what_was_not_understood_is_said_in_sentences(query, words, issue):
    asked = QueryDict(query)
    filters = MeetingFilter(asked, Meeting.objects.published())
    complaints = complaints_of(filters, asked)
    assert len(complaints) == len(words)
    assert all(word in text for word, text in zip(words, complaints, strict=True))
