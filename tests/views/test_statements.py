"""The list of statements."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_party_name,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_statement_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        party, official = make_party(), make_official()
        make_appointment(official, party, starts="2020")
        make_party_name(party, "Before", ends="1991")
        make_statement(
            party=party,
            speaker=official,
            issues=[make_issue() for _ in range(n)],
            jointly_with=[make_party() for _ in range(n)],
            joint_speakers=[make_official() for _ in range(n)],
        )
    with django_assert_num_queries(9):
        response = client.get(reverse("statement_list"))
    assert len(response.context["statements"]) == n
    # To know the names costs one query more; two, of parties that sat nowhere.
    said = response.context["statements"][0]
    both = [said.party.slug, said.jointly_with[0].slug]
    with django_assert_num_queries(11):
        client.get(reverse("statement_list"), {"party": both})


def test_statement_list_names_joint_speakers(client):
    joint = make_official("Joint Speaker")
    make_statement(joint_speakers=[joint])
    response = client.get(reverse("statement_list"))
    (statement,) = response.context["statements"]
    assert statement.joint_speakers == [joint]
    link = f'with <a href="{joint.get_absolute_url()}"><bdi>Joint Speaker</bdi></a>'
    assert link in response.content.decode()


def test_statement_list_has_no_draft(client):
    shown = make_statement()
    make_statement(make_meeting(draft=True), "Hidden words")
    response = client.get(reverse("statement_list"))
    assert list(response.context["statements"]) == [shown]
    assert response.context["statements"].paginator.count == 1


def test_statement_list_filters(client):
    party, joint, official, other = make_party(), make_party(), make_official(), make_official()
    issue = make_issue()
    meeting = make_meeting(starts="2022-01-10")
    said = make_statement(
        meeting,
        "An unbreakable guarantee.",
        party=party,
        speaker=official,
        jointly_with=[joint],
        joint_speakers=[other],
        issues=[issue],
        act="demand",
        wording="verbatim",
        setting="briefing",
        said_on="2022-01-11",
    )
    make_statement(make_meeting(starts="2020-01-01"), "Nothing new.", act="offer")
    wanted = [
        {"q": "guarantee"},
        {"party": party.slug},
        {"party": joint.slug},
        {"party": [party.slug, joint.slug]},
        {"official": official.slug},
        {"official": other.slug},
        {"issue": issue.slug},
        {"act": "demand"},
        {"wording": "verbatim"},
        {"setting": "briefing"},
        {"after": "2022-01-11"},
        {"after": "2021"},
        {"before": "2022-01-11", "after": "2022-01-11"},
    ]
    for query in wanted:
        found = client.get(reverse("statement_list"), query).context["statements"]
        assert list(found) == [said], query
    assert not client.get(reverse("statement_list"), {"after": "2022-01-12"}).context["statements"]


def test_statement_is_found_by_its_own_day_or_else_by_its_meeting(client):
    meeting = make_meeting(starts="2022-01-10")
    undated = make_statement(meeting)
    early = make_statement(meeting, said_on="2019")
    late = make_statement(meeting, said_on="2025-03-01/..")
    for query, expected in [
        ({"after": "2020"}, [undated, late]),
        ({"after": "2020", "before": "2024"}, [undated]),
        ({"after": "2022-01-10", "before": "2022-01-10"}, [undated]),
        ({"before": "2024"}, [undated, early]),
        ({"before": "2018"}, []),
    ]:
        found = client.get(reverse("statement_list"), query).context["statements"]
        assert list(found) == expected, query


def test_statement_list_sorts_both_ways(client):
    old = make_statement(make_meeting(starts="2020"))
    new = make_statement(make_meeting(starts="2022"))
    newest = client.get(reverse("statement_list")).context["statements"]
    oldest = client.get(reverse("statement_list"), {"ordering": "starts"}).context["statements"]
    assert (list(newest), list(oldest)) == ([new, old], [old, new])
