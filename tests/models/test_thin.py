"""What is thin in the record: one side's account, no post on the day, no citation, no check."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talks.models import Delegate, FollowUp, Meeting, Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides():
    return make.make_party("Russia"), make.make_party("France")


def test_one_account_is_a_statement_of_one_of_several_sides(sides):
    one, other = sides
    wanted = make.make_meeting(parties=sides)
    make.make_statement(wanted, party=one)
    make.make_statement(wanted, party=one)
    make.make_meeting(parties=sides)
    for meeting in (
        make.make_meeting(parties=[one]),
        make.make_meeting(parties=sides, status="planned"),
    ):
        make.make_statement(meeting, party=one)
    both = make.make_meeting(parties=sides)
    make.make_statement(both, party=one)
    make.make_statement(both, party=other)
    assert list(Meeting.objects.with_one_account()) == [wanted]


def test_one_account_leaves_observers_and_strangers_out(sides):
    one, other = sides
    watched = make.make_meeting(parties=[one])
    make.make_delegation(watched, other, role="observer")
    make.make_statement(watched, party=one)
    observed = make.make_meeting(parties=sides)
    make.make_delegation(observed, watcher := make.make_party(), role="observer")
    make.make_statement(observed, party=watcher)
    assert not Meeting.objects.with_one_account().exists()
    make.make_statement(observed, party=one)
    make.make_statement(observed, party=make.make_party("Absent"))
    assert list(Meeting.objects.with_one_account()) == [observed]


def test_a_joint_statement_is_the_account_of_each_maker(sides):
    one, other = sides
    joint = make.make_meeting(parties=sides)
    make.make_statement(joint, party=one, jointly_with=[other])
    assert not Meeting.objects.with_one_account().exists()
    addressed = make.make_meeting(parties=sides)
    make.make_statement(addressed, party=one, to=[other])
    assert list(Meeting.objects.with_one_account()) == [addressed]


# Days of the meeting (starts, ends), of the delegate, and of the appointment.
DAYS = [
    (meeting, delegate, post)
    for meeting in [("2022-01-10", ""), ("2022-01-10", "2022-01-12"), ("2022", ""), ("", ""),
                    ("../2022-01-10", ""), ("2022-01-10/..", "")]
    for delegate in [("", ""), ("2022-01-12", ""), ("", "2022-01-11")]
    for post in [("", ""), ("2022-01-11", ""), ("2022-01-13", ""), ("", "2022-01-09"),
                 ("", "2022-01-11"), ("2021", "2022"), ("../2021", ""),
                 ("../2021", "2022-01-10/..")]
]  # fmt: skip


def test_delegates_without_post_are_those_of_whom_a_row_shows_none():
    for meeting, delegate, post in DAYS:
        official, party = make.make_official(), make.make_party()
        make.make_appointment(official, party, starts=post[0], ends=post[1])
        held = make.make_meeting(starts=meeting[0], ends=meeting[1], draft=True)
        seat = make.make_delegation(held, party)
        make.make_delegate(seat, official, starts=delegate[0], ends=delegate[1])
    titled = make.make_delegate(seat, make.make_official(), title="Envoy")
    make.make_delegate(seat)
    expected = {row.pk for row in Delegate.objects.all() if not row.post_on_the_day()}
    found = set(Delegate.objects.without_post().values_list("pk", flat=True))
    assert found == expected
    assert 0 < len(found) < len(DAYS)
    assert titled.pk not in found


def test_statements_without_post_are_those_of_which_a_row_shows_none():
    for meeting, said, post in DAYS:
        official, party = make.make_official(), make.make_party()
        make.make_appointment(official, party, starts=post[0], ends=post[1])
        held = make.make_meeting(starts=meeting[0], ends=meeting[1], draft=True)
        make.make_statement(held, speaker=official, party=party, said_on=said[0] or said[1])
        make.make_statement(held, speaker=official, cited=False)
        make.make_statement(held, party=party, cited=False)
    make.make_statement(held, speaker=official, speaker_title="Envoy")
    seated = make.make_delegate(make.make_delegation(held), make.make_official(), title="Envoy")
    make.make_statement(held, speaker=seated.official, party=seated.delegation.party)
    rows = Statement.objects.exclude(speaker=None).for_list_page()
    expected = {row.pk for row in rows if not row.post_on_the_day()}
    found = set(Statement.objects.without_post().values_list("pk", flat=True))
    assert found == expected
    assert 0 < len(found) < len(DAYS) * 2


def test_uncited_statements_are_those_of_drafts_too():
    draft = make.make_statement(make.make_meeting(draft=True), cited=False)
    public = make.make_statement(cited=False)
    make.make_statement()
    assert set(Statement.objects.uncited()) == {draft, public}


def test_long_unchecked_is_published_and_a_year_old_or_never(time_machine):
    time_machine.move_to("2024-06-15")
    never = make.make_meeting()
    old = make.make_meeting(last_checked="2023-06-15")
    make.make_meeting(last_checked="2023-06-16")
    make.make_meeting(draft=True)
    assert set(Meeting.objects.long_unchecked()) == {never, old}


def test_due_soon_is_from_today_to_two_weeks_on():
    today = timezone.localdate()
    for days in (-1, 0, 14, 15):
        make.make_follow_up(due=str(today + timedelta(days=days)), slug=f"d{days + 1}")
    make.make_follow_up(due=str(today), state="dropped")
    make.make_follow_up()
    slugs = set(FollowUp.objects.due_soon().values_list("slug", flat=True))
    assert slugs == {"d1", "d15"}


def test_likely_meetings_are_held_by_the_same_parties_about_the_day(sides):
    promised_at = make.make_meeting(parties=sides, starts="2022-01-10")
    follow_up = make.make_follow_up(promised_at, due="2022-02-10")
    later = [make.make_meeting(parties=sides, starts=f"2022-0{n}-01") for n in range(2, 9)]
    make.make_meeting(parties=sides, starts="2021-12-01")
    make.make_meeting(parties=sides, starts="2022-02-09", status="cancelled")
    make.make_meeting(parties=[sides[0], make.make_party()], starts="2022-02-09")
    assert Meeting.objects.that_may_have_met(follow_up) == later[:5]
    assert Meeting.objects.that_may_have_met(make.make_follow_up()) == []
