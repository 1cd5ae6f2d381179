"""What stands against publishing a meeting, one reason a problem."""

import pytest

from talks.models.publication import date_problems
from tests.factories import (
    make_delegate,
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_statement,
)

pytestmark = pytest.mark.django_db


def problems(meeting):
    return [(problem.path, str(problem)) for problem in meeting.publication_problems()]


def ready(**fields):
    meeting = make_meeting(draft=True, **fields)
    make_delegate(make_delegation(meeting), make_official())
    make_statement(meeting)
    return meeting


def test_complete_meeting_has_no_problem():
    assert problems(ready()) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"starts": ""}, ("starts", "There is no date.")),
        (
            {"starts": "2022-01-10", "ends": "2022-01-09"},
            ("ends", "The meeting ends before it starts."),
        ),
        ({"starts": "2022", "ends": "2021"}, ("ends", "The meeting ends before it starts.")),
    ],
)
def test_dates(fields, problem):
    assert problems(ready(**fields)) == [problem]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2022-01-10", ""),
        ("2022-01-10", "2022-01-10"),
        ("2022-05", "2022"),
        ("2022-01-10", "2022-01-11"),
        ("../2022", "2021"),
        ("2022", "2021/.."),
    ],
)
def test_dates_that_may_be(starts, ends):
    meeting = ready(starts=starts, ends=ends)
    assert problems(meeting) == []
    assert date_problems(meeting.starts, meeting.starts_earliest, meeting.ends_latest) == []


def test_no_delegation():
    meeting = make_meeting(draft=True)
    make_meeting(parties=[make_party()])
    assert problems(meeting) == [("delegations", "No delegation is on record.")]


def test_statements_without_a_citation_are_named():
    meeting = ready()
    make_statement(meeting, slug="s7", cited=False)
    make_statement(meeting, slug="s8", cited=False)
    assert problems(meeting) == [
        ("statements", "Statement s7 has no citation."),
        ("statements", "Statement s8 has no citation."),
    ]


def test_every_problem_is_told_at_once():
    meeting = make_meeting(draft=True, starts="")
    make_statement(meeting, cited=False)
    assert [path for path, _ in problems(meeting)] == ["starts", "delegations", "statements"]


@pytest.mark.parametrize("n", [1, 3])
def test_problems_take_as_many_queries_for_three_rows(n, django_assert_num_queries):
    meeting = make_meeting(draft=True)
    for _ in range(n):
        make_delegate(make_delegation(meeting))
        make_statement(meeting)
    with django_assert_num_queries(2):
        meeting.publication_problems()


def test_first_publication_is_kept_whatever_comes_after():
    meeting = make_meeting(draft=True)
    meeting.refresh_from_db()
    assert meeting.first_published_at is None
    type(meeting).objects.update(is_draft=False)
    meeting.refresh_from_db()
    first = meeting.first_published_at
    assert first is not None
    type(meeting).objects.update(is_draft=True)
    type(meeting).objects.update(is_draft=False)
    meeting.refresh_from_db()
    assert meeting.first_published_at == first
    published = make_meeting()
    published.refresh_from_db()
    assert published.first_published_at is not None


def test_first_publication_is_kept_by_who_read_the_meeting_before_it():
    meeting = make_meeting(draft=True)
    type(meeting).objects.update(is_draft=False)
    first = type(meeting).objects.get().first_published_at
    meeting.is_draft = False
    meeting.save()
    assert type(meeting).objects.get().first_published_at == first
