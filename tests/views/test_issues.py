"""The list of issues, and the page of one: its head, its meetings, what it leaves out."""

import pytest
from django.urls import reverse

from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_issue_list_queries(n, client, django_assert_num_queries):
    make_meeting(issues=[make_issue() for _ in range(n)])
    with django_assert_num_queries(3):
        response = client.get(reverse("issue_list"))
    assert len(response.context["issues"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_issue_detail_queries(n, client, django_assert_num_queries):
    """Each of n parties moves, with another that joins in: cells, changes, standings."""
    issue = make_issue(parent=make_issue())
    for _ in range(n):
        meeting, party = make_meeting(issues=[issue, make_issue(parent=issue)]), make_party()
        for stance in ["opposes", "", "supports"]:
            make_statement(
                meeting,
                party=party,
                speaker=make_official(),
                issues=[(issue, stance), make_issue()],
                jointly_with=[make_party()],
                on_behalf_of=[make_party()],
            )
    with django_assert_num_queries(16):
        response = client.get(issue.get_absolute_url())
    assert len(response.context["moves"]) == n
    assert len(response.context["columns"].heard) == 4 * n


def test_issue_list_has_no_issue_of_a_draft(client):
    parent = make_issue("Above")
    of_meeting, of_statement = make_issue("In a meeting"), make_issue("In words", parent=parent)
    make_issue("Nowhere")
    make_statement(make_meeting(issues=[of_meeting]), issues=[of_statement])
    make_statement(
        make_meeting(draft=True, issues=[make_issue("Hidden")]),
        issues=[make_issue("Hidden too"), of_statement],
    )
    issues = client.get(reverse("issue_list")).context["issues"]
    assert [(issue, issue.statement_count) for issue in issues] == [
        (parent, 0),
        (of_statement, 1),
        (of_meeting, 0),
    ]


def test_issue_detail_leaves_drafts_out(client):
    issue = make_issue()
    child = make_issue("Shown child", parent=issue)
    hidden_child = make_issue("Hidden child", parent=issue)
    party = make_party("Shown party")
    said = make_statement(make_meeting(issues=[child]), party=party, issues=[(issue, "supports")])
    draft = make_meeting("Hidden", draft=True, issues=[issue, hidden_child])
    make_statement(
        draft, "Hidden words", party=make_party("Hidden party"), issues=[(issue, "opposes")]
    )
    make_statement(
        draft,
        "Hidden words",
        party=party,
        jointly_with=[make_party("Hidden partner")],
        issues=[(issue, "opposes"), hidden_child],
    )
    response = client.get(issue.get_absolute_url())
    context = response.context
    assert list(context["children"]) == [child]
    assert context["columns"].heard == [party]
    assert list(context["statements"]) == [said.pk]
    assert context["moves"] == []
    assert list(context["meetings"]) == [said.meeting]
    assert (context["meeting_count"], context["statement_count"]) == (1, 1)
    assert "Hidden" not in response.content.decode()


def test_issue_detail_without_statements_says_so(client):
    issue = make_issue(question="Who keeps the <b>peace</b>?")
    meeting = make_meeting(issues=[issue])
    response = client.get(issue.get_absolute_url())
    page = response.content.decode()
    assert "No statement on record." in page
    assert "Who keeps the &lt;b&gt;peace&lt;/b&gt;?" in page
    assert "Where they stand" not in page
    assert list(response.context["meetings"]) == [meeting]


def test_meetings_are_those_on_the_issue_and_those_where_it_came_up(client):
    issue = make_issue()
    on_it = make_meeting(starts="2021", issues=[issue])
    came_up = make_statement(make_meeting(starts="2022"), issues=[issue]).meeting
    make_meeting()
    meetings = client.get(issue.get_absolute_url()).context["meetings"]
    assert list(meetings) == [came_up, on_it]
