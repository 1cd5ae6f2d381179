"""Posts held on a day, as the record knows them."""

from datetime import date

import pytest

from tests.factories import (
    make_appointment,
    make_delegate,
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_statement,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 10)


@pytest.fixture
def party():
    return make_party()


@pytest.fixture
def official():
    return make_official()


@pytest.mark.parametrize(
    ("starts", "ends", "held"),
    [
        ("2022-01-10", "2022-01-10", True),
        ("2022-01-09", "2022-01-10", True),
        ("2022-01-10", "2022-01-11", True),
        ("2022-01-11", "", False),
        ("", "2022-01-09", False),
        ("2022-01-10", "", True),
        ("", "2022-01-10", True),
        ("2021", "2022", True),
        ("2022", "2023", True),
        ("2022-01", "", True),
        ("", "2022-01", True),
        ("2021", "2021-12", False),
        ("2022-02", "", False),
        ("../2022", "", True),
        ("2022-01-11/..", "", False),
        ("2021", "2021/..", True),
        ("", "", False),
    ],
)
def test_post_is_held_on_a_day_it_may_cover(starts, ends, held, official, party):
    post = make_appointment(official, party, starts=starts, ends=ends)
    assert official.posts_on(DAY, DAY, party.pk) == ([post] if held else [])


def test_two_posts_at_once_stand_in_order(official, party):
    second = make_appointment(official, party, "Envoy", starts="2020", order=2)
    first = make_appointment(official, party, "Deputy Minister", starts="2019", order=1)
    assert official.posts_on(DAY, DAY, party.pk) == [first, second]


def test_post_for_another_party_or_of_another_official_is_not_held(official, party):
    make_appointment(official, make_party(), starts="2020")
    make_appointment(make_official(), party, starts="2020")
    assert official.posts_on(DAY, DAY, party.pk) == []


def test_no_day_names_no_post(official, party):
    make_appointment(official, party, starts="2020", ends="2023")
    assert official.posts_on(None, None, party.pk) == []
    assert len(official.posts_on(DAY, None, party.pk)) == 1
    assert len(official.posts_on(None, DAY, party.pk)) == 1


def test_range_takes_posts_that_touch_it(official, party):
    old = make_appointment(official, party, "Old", ends="2022-01-10", order=1)
    new = make_appointment(official, party, "New", starts="2022-01-12", order=2)
    assert official.posts_on(DAY, date(2022, 1, 12), party.pk) == [old, new]
    assert official.posts_on(date(2022, 1, 11), date(2022, 1, 11), party.pk) == []


@pytest.fixture
def seat(official, party):
    make_appointment(official, party, "Deputy Minister", starts="2020", ends="2022-01-10", order=1)
    make_appointment(official, party, "Minister", starts="2022-01-12", order=2)

    def take(starts="", ends="", title="", meeting_starts="2022-01-10", meeting_ends=""):
        meeting = make_meeting(starts=meeting_starts, ends=meeting_ends)
        delegation = make_delegation(meeting, party)
        return make_delegate(delegation, official, starts=starts, ends=ends, title=title)

    return take


def test_delegate_has_the_post_of_the_meetings_days(seat):
    assert seat().post_on_the_day() == "Deputy Minister"
    assert seat(meeting_starts="2022-01-11").post_on_the_day() == ""
    assert seat(meeting_starts="2022-01-12").post_on_the_day() == "Minister"
    assert seat(meeting_ends="2022-01-13").post_on_the_day() == "Deputy Minister, Minister"


def test_delegate_has_the_post_of_their_own_days(seat):
    days = {"meeting_starts": "2022-01-10", "meeting_ends": "2022-01-13"}
    assert seat(starts="2022-01-12", **days).post_on_the_day() == "Minister"
    assert seat(ends="2022-01-10", **days).post_on_the_day() == "Deputy Minister"
    assert seat(starts="2022-01-11", ends="2022-01-11", **days).post_on_the_day() == ""


def test_title_as_given_comes_first_and_is_held_against_the_post(seat):
    assert seat(title="Envoy").post_on_the_day() == "Envoy"
    assert [post.title for post in seat(title="Envoy").post_differs()] == ["Deputy Minister"]
    assert seat(title="deputy  minister").post_differs() == []
    assert seat().post_differs() == []
    assert seat(title="Envoy", meeting_starts="2022-01-11").post_differs() == []


def test_unnamed_delegate_has_the_title_alone():
    delegate = make_delegate(make_delegation(make_meeting()), title="An aide")
    assert delegate.posts() == [] and delegate.post_on_the_day() == "An aide"
    assert str(delegate) == "An aide"


@pytest.mark.parametrize(
    ("said_on", "title"),
    [
        ("", "Deputy Minister"),
        ("2022-01-12", "Minister"),
        ("2022-01-11", ""),
        ("2022-01-10/2022-01-12", "Deputy Minister, Minister"),
    ],
)
def test_speaker_has_the_post_of_the_day_it_was_said(said_on, title, seat, official, party):
    meeting = make_meeting(starts="2022-01-10")
    statement = make_statement(meeting, speaker=official, party=party, said_on=said_on)
    assert statement.post_on_the_day() == title


def test_undated_statement_may_fall_on_any_day_of_its_meeting(seat, official, party):
    meeting = make_meeting(starts="2022-01-10", ends="2022-01-13")
    statement = make_statement(meeting, speaker=official, party=party)
    assert statement.post_on_the_day() == "Deputy Minister, Minister"


def test_statement_gives_the_title_as_the_source_does(seat, official, party):
    make = {"speaker": official, "party": party, "said_on": "2022-01-10"}
    statement = make_statement(speaker_title="Envoy", **make)
    assert statement.post_on_the_day() == "Envoy"
    assert [post.title for post in statement.post_differs()] == ["Deputy Minister"]
    assert make_statement(speaker_title="Deputy Minister", **make).post_differs() == []
    unnamed = make_statement(party=party, speaker_title="Envoy")
    assert unnamed.posts() == [] and unnamed.post_differs() == []
