"""Statements: whose they are, when they were made, and how they are found."""

from datetime import date

import pytest

from talks.models import Statement
from tests.factories import (
    make_appointment,
    make_delegate,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_statement,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 10)


def test_joint_statement_is_made_by_each_party():
    one, other, absent = make_party(), make_party(), make_party()
    joint = make_statement(party=one, jointly_with=[other], on_behalf_of=[absent], to=[absent])
    alone = make_statement(party=other)
    assert list(Statement.objects.made_by_party(one)) == [joint]
    assert set(Statement.objects.made_by_party(other)) == {joint, alone}
    assert not Statement.objects.made_by_party(absent).exists()


def test_joint_statement_is_made_by_each_speaker_once():
    one, other = make_official(), make_official()
    joint = make_statement(speaker=one, joint_speakers=[other, make_official()])
    make_statement()
    assert list(Statement.objects.made_by(one)) == [joint]
    assert list(Statement.objects.made_by(other)) == [joint]


def test_parties_by_their_role():
    a, b, c = make_party(), make_party(), make_party()
    statement = make_statement(jointly_with=[a], on_behalf_of=[b], to=[c, a])
    assert statement.jointly_with == [a]
    assert statement.on_behalf_of == [b]
    assert statement.to == [c, a]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("promising", True),
        ("elan", True),
        ("Élan", True),
        ("Рябков", True),
        ("ryabkov", True),
        ("nowhere", False),
    ],
)
@pytest.mark.parametrize("text", ["An élan, promised by Рябков", "An elan, promised by Ryabkov"])
def test_search_finds_plain_and_folded_texts(words, found, text):
    make_statement(text=text)
    assert Statement.objects.matching(words).exists() is found


@pytest.mark.parametrize(
    ("said_on", "meeting_on", "after", "before"),
    [
        ("2022-01-10", "2020", True, True),
        ("2022-01-11", "2020", True, False),
        ("2022-01-09", "2023", False, True),
        ("", "2022-01-10", True, True),
        ("", "2022-01-11", True, False),
        ("", "2022-01-09", False, True),
        ("2022", "2020", True, True),
        ("2022-01-09/..", "2020", True, True),
        ("../2022-01-11", "2023", True, True),
        ("2022-01-11/..", "2020", True, False),
        ("../2022-01-09", "2023", False, True),
        ("", "", False, False),
    ],
)
def test_statement_matches_days_on_which_it_may_have_been_made(said_on, meeting_on, after, before):
    make_statement(make_meeting(draft=True, starts=meeting_on), said_on=said_on)
    assert Statement.objects.on_or_after(DAY).exists() is after
    assert Statement.objects.on_or_before(DAY).exists() is before


def test_first_day_is_its_own_else_the_meetings():
    meeting = make_meeting(starts="2022-01-10")
    assert make_statement(meeting).first_day == DAY
    assert make_statement(meeting, said_on="2022-02").first_day == date(2022, 2, 1)


def test_orders_go_by_the_meetings_day_then_as_said():
    days = {"m": "2021", "z": "2022", "a": "2022", "b": ""}
    for slug, day in days.items():
        meeting = make_meeting(draft=True, slug=slug, starts=day)
        for order in (2, 1):
            make_statement(meeting, slug=f"{slug}{order}", order=order)

    def slugs(rows):
        return " ".join(row.slug for row in rows)

    newest, oldest = Statement.objects.newest_first(), Statement.objects.oldest_first()
    assert slugs(newest) == slugs(newest.sorted_whole()) == "a1 a2 z1 z2 m1 m2 b1 b2"
    assert slugs(oldest) == slugs(oldest.sorted_whole()) == "m1 m2 a1 a2 z1 z2 b1 b2"


def test_statements_on_an_issue():
    issue = make_issue()
    said = make_statement(issues=[(issue, "supports")])
    make_statement(issues=[make_issue()])
    assert list(Statement.objects.on_issue(issue)) == [said]


def test_no_stance_is_not_neutral():
    statement = make_statement(issues=[make_issue("NATO"), (make_issue("Arms"), "neutral")])
    assert {row.stance for row in statement.statement_issues.all()} == {"", "neutral"}
    assert {str(row) for row in statement.statement_issues.all()} == {"NATO", "Arms: neutral"}


def test_seat_at_the_meeting_gives_a_post_where_nothing_else_does():
    party, official = make_party(), make_official()
    meeting = make_meeting(starts="2022-01-10")
    make_delegate(make_delegation(meeting, make_party()), official, title="For another")
    make_delegate(make_delegation(meeting, party), official, title="Envoy")
    make_statement(meeting, party=party, speaker=official)

    def post():
        return Statement.objects.for_list_page().get().post_on_the_day()

    assert post() == "Envoy"
    make_appointment(official, party, "Minister", starts="2021")
    assert post() == "Minister"
    Statement.objects.update(speaker_title="the negotiator")
    assert post() == "the negotiator"


def test_heard_counts_by_party():
    meeting, one, other = make_meeting(), make_party(), make_party()
    for order, party in [(5, other), (6, one), (7, None), (8, one)]:
        title = "a diplomat" if party is None else ""
        make_statement(meeting, "four", order=order, party=party, speaker_title=title)
    make_statement(party=one)
    assert set(meeting.statements.heard()) == {
        (other.pk, 1, 5, 4),
        (one.pk, 2, 6, 8),
        (None, 1, 7, 4),
    }


def test_average_length_is_of_all_texts():
    meeting = make_meeting()
    assert meeting.statements.average_length() == 0
    for text in ("a" * 10, "b" * 30):
        make_statement(meeting, text)
    assert meeting.statements.average_length() == 20


def test_how_it_was_said_in_words():
    said = make_statement(act="rejection", wording="verbatim", setting="press_conference")
    assert said.how == "rejected, in a verbatim quotation, at a press conference"
    assert make_statement().how == ""


@pytest.mark.parametrize(
    ("wording", "is_quoted"),
    [("verbatim", True), ("translated", True), ("paraphrase_press", False), ("", False)],
)
def test_only_its_own_words_are_quoted(wording, is_quoted):
    assert make_statement(wording=wording).is_quoted is is_quoted
