"""The latest stance on record on each issue: whose it is, which it is, and how two compare."""

import pytest

from talks.models.positions import latest_recorded, positions_on
from talks.models.stances import compared, latest_by_issue, made_by_official, made_by_party
from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement

pytestmark = pytest.mark.django_db


def say(party, issue, stance="", day="2022-01-10", **fields):
    fields.setdefault("meeting", make_meeting(starts=day))
    return make_statement(party=party, issues=[(issue, stance)], **fields)


def latest(party, most=9):
    rows, _ = latest_by_issue(made_by_party(party), most)
    return [(row.issue, row.stance, row.times) for row in rows]


def test_latest_stance_is_that_of_the_latest_day():
    party, issue = make_party(), make_issue()
    say(party, issue, "supports", "2022-01-10")
    say(party, issue, "opposes", "2022-03-01")
    say(party, issue, "neutral", "2021-12-15")
    assert latest(party) == [(issue, "opposes", 3)]


def test_day_of_a_statement_goes_before_that_of_its_meeting():
    party, issue = make_party(), make_issue()
    say(party, issue, "supports", "2022-01-10", said_on="2022-05-01")
    say(party, issue, "opposes", "2022-03-01")
    assert latest(party) == [(issue, "supports", 2)]


def test_last_words_of_a_day_count():
    party, issue, meeting = make_party(), make_issue(), make_meeting()
    say(party, issue, "conditional", meeting=meeting, order=2)
    say(party, issue, "supports", meeting=meeting, order=1)
    assert latest(party) == [(issue, "conditional", 2)]


def test_latest_is_the_same_on_the_page_of_the_issue():
    party, issue = make_party(), make_issue()
    for slug, stance in [("b", "supports"), ("c", "opposes"), ("a", "neutral")]:
        for order in (2, 1):
            say(party, issue, stance, meeting=make_meeting(slug=f"{slug}-{order}"), order=order)
    rows, _ = latest_by_issue(made_by_party(party), 9)
    there = latest_recorded(positions_on(issue))[party.pk]
    assert [row.statement_id for row in rows] == [there.statement]


def test_statement_without_a_stance_takes_none_back():
    party, issue, silent = make_party(), make_issue(), make_issue()
    say(party, issue, "supports", "2020")
    say(party, issue, "", "2022")
    first = say(party, silent, "", "2019")
    last = say(party, silent, "", "2021")
    assert latest(party) == [(silent, "", 2), (issue, "supports", 2)]
    rows, _ = latest_by_issue(made_by_party(party), 9)
    assert rows[0].statement == last != first


def test_joint_statement_is_of_each_who_made_it():
    party, partner, other = make_party(), make_party(), make_party()
    official, second = make_official(), make_official()
    issue = make_issue()
    say(
        party,
        issue,
        "supports",
        jointly_with=[partner],
        joint_speakers=[second],
        speaker=official,
        on_behalf_of=[other],
        to=[other],
    )
    for maker in (party, partner):
        assert latest(maker) == [(issue, "supports", 1)]
        assert made_by_party(maker).count() == 1
    for maker in (official, second):
        rows, _ = latest_by_issue(made_by_official(maker), 9)
        assert [row.stance for row in rows] == ["supports"]
    assert latest(other) == []


def test_party_that_joined_its_own_statement_made_one():
    party, issue = make_party(), make_issue()
    say(party, issue, "supports", jointly_with=[party])
    assert latest(party) == [(issue, "supports", 1)]
    assert made_by_party(party).count() == 1


def test_drafts_tell_nothing():
    party, partner, issue, hidden = make_party(), make_party(), make_issue(), make_issue()
    official = make_official()
    say(party, issue, "supports")
    draft = make_meeting(starts="2023", draft=True)
    say(party, issue, "opposes", meeting=draft, jointly_with=[partner], speaker=official)
    say(party, hidden, "opposes", meeting=draft, joint_speakers=[official])
    assert latest(party) == [(issue, "supports", 1)]
    assert latest(partner) == []
    assert made_by_official(official).count() == 0
    stances, _ = compared(party, partner, 9)
    assert [(row.issue, row.other, row.words) for row in stances] == [(issue, None, "")]


def test_issues_beyond_the_most_are_counted():
    party = make_party()
    issues = [make_issue() for _ in range(3)]
    for year, issue in enumerate(issues, 2020):
        say(party, issue, "supports", str(year))
    rows, beyond = latest_by_issue(made_by_party(party), 2)
    assert ([row.issue for row in rows], beyond) == ([issues[2], issues[1]], 1)
    stances, beyond = compared(party, make_party(), 1)
    assert ([row.issue for row in stances], beyond) == ([issues[2]], 2)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("supports", "opposes", "They differ"),
        ("supports", "conditional", "They differ"),
        ("supports", "supports", "Both support it"),
        ("opposes", "opposes", "Both oppose it"),
        ("conditional", "conditional", "Both set conditions"),
        ("neutral", "neutral", "Both are neutral"),
        ("supports", "", ""),
    ],
)
def test_comparison_in_words(one, other, words):
    first, second, issue = make_party(), make_party(), make_issue()
    say(first, issue, one)
    say(second, issue, other)
    (row,), _ = compared(first, second, 9)
    assert (row.one.stance, row.other.stance, row.words) == (one, other, words)
    assert row.they_differ is (words == "They differ")


def test_issues_of_both_come_first_and_silent_ones_not_at_all():
    one, other = make_party(), make_party()
    old, mine, theirs, spoken, silent = (make_issue(slug=slug) for slug in "abcde")
    for party in (one, other):
        say(party, old, "supports", "1990")
        say(party, silent, "", "2022")
    say(one, mine, "supports", "2020")
    say(other, theirs, "supports", "2021")
    say(one, spoken, "supports", "2010")
    say(other, spoken, "", "2022")
    stances, _ = compared(one, other, 9)
    assert [row.issue for row in stances] == [old, spoken, theirs, mine]
    assert [bool(row.one) for row in stances] == [True, True, False, True]


@pytest.mark.parametrize("n", [1, 3])
def test_stances_take_three_queries(n, django_assert_num_queries):
    one, other = make_party(), make_party()
    for _ in range(n):
        issue = make_issue()
        for party in (one, other):
            say(party, issue, "supports", speaker=make_official())
    with django_assert_num_queries(3):
        stances, _ = compared(one, other, 9)
        for row in [row for pair in stances for row in (pair.one, pair.other)]:
            assert row.excerpt and row.statement.get_absolute_url() and row.statement.first_day
            assert [citation.source.title for citation in row.statement.citations.all()]
    assert len(stances) == n
    with django_assert_num_queries(3):
        assert len(latest_by_issue(made_by_party(one), 9)[0]) == n


def test_excerpt_is_the_beginning_of_a_long_text():
    party = make_party()
    say(party, make_issue(), "supports", text="word " * 1000)
    rows, _ = latest_by_issue(made_by_party(party), 9)
    assert rows[0].excerpt == ("word " * 1000)[:500]
