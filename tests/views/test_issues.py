"""The list of issues, and what was said on one."""

import pytest
from django.urls import reverse

from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_issue_list_queries(n, client, django_assert_num_queries):
    make_meeting(issues=[make_issue() for _ in range(n)])
    with django_assert_num_queries(2):
        response = client.get(reverse("issue_list"))
    assert len(response.context["issues"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_issue_detail_queries(n, client, django_assert_num_queries):
    issue = make_issue(parent=make_issue())
    for _ in range(n):
        meeting = make_meeting(issues=[issue, make_issue(parent=issue)])
        make_statement(
            meeting,
            party=make_party(),
            speaker=make_official(),
            issues=[(issue, "opposes"), make_issue()],
            jointly_with=[make_party()],
        )
    with django_assert_num_queries(13):
        response = client.get(issue.get_absolute_url())
    assert len(response.context["positions"]) == n


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
        (of_meeting, 0),
        (of_statement, 1),
    ]


def test_issue_detail_leaves_drafts_out(client):
    issue = make_issue()
    child = make_issue("Shown child", parent=issue)
    hidden_child = make_issue("Hidden child", parent=issue)
    said = make_statement(make_meeting(issues=[child]), issues=[(issue, "supports")])
    draft = make_meeting("Hidden", draft=True, issues=[issue, hidden_child])
    make_statement(draft, "Hidden words", issues=[(issue, "opposes"), hidden_child])
    response = client.get(issue.get_absolute_url())
    assert list(response.context["children"]) == [child]
    assert list(response.context["positions"]) == [said]
    assert list(response.context["meetings"]) == [said.meeting]
    assert response.context["meeting_count"] == 1
    assert "Hidden" not in response.content.decode()


def test_positions_come_in_order_of_time_with_their_stance(client):
    issue, other = make_issue(), make_issue()
    later = make_statement(make_meeting(starts="2022"), issues=[(issue, "opposes")])
    earlier = make_statement(make_meeting(starts="2020"), issues=[(other, "supports"), issue])
    context = client.get(issue.get_absolute_url()).context
    assert list(context["positions"]) == [earlier, later]
    assert [context["stances"][s.pk].stance for s in [earlier, later]] == ["", "opposes"]


def test_no_stance_is_not_neutral(client):
    issue = make_issue()
    make_statement(issues=[issue])
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "no stance recorded" in page
    assert "neutral" not in page
