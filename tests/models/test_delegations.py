"""Heads of a delegation: two only on different days."""

import pytest
from django.core.exceptions import ValidationError

from talks.models import Delegate
from talks.models.choices import DelegateRole
from talks.models.delegations import TWO_HEADS, clashing_heads, heads_clash
from tests.factories import make_delegate, make_delegation, make_meeting

PAIRS = [
    (("", ""), ("", ""), True),
    (("", ""), ("2022-01-10", ""), True),
    (("", ""), ("", "2022-01-10"), True),
    (("2022-01-10", ""), ("2022-01-10", ""), True),
    (("2022-01-10", ""), ("2022-01-11", ""), False),
    (("2022-01-10", "2022-01-11"), ("2022-01-11", ""), True),
    (("2022-01-10", "2022-01-11"), ("2022-01-12", ""), False),
    (("2022-01-10", "2022-01-13"), ("2022-01-11", "2022-01-12"), True),
    (("", "2022-01-10"), ("2022-01-11", ""), False),
    (("", "2022-01-10"), ("2022-01-10", ""), True),
    (("", "2022-01-10"), ("", "2022-01-12"), True),
    (("2022-01", "2022-01"), ("2022-02", ""), False),
    (("2022-01", "2022-02"), ("2022-02", ""), True),
    (("2022-01-10", "2022-01-10"), ("2022-01-11", "2022-01-11"), False),
]


def head(days, **fields):
    return Delegate(starts=days[0], ends=days[1], title="x", role="head", **fields)


@pytest.mark.parametrize(("one", "other", "clash"), PAIRS)
def test_heads_clash_whichever_comes_first(one, other, clash):
    assert heads_clash(head(one), head(other)) is clash
    assert heads_clash(head(other), head(one)) is clash


@pytest.mark.parametrize(("one", "other", "clash"), PAIRS)
def test_clashing_heads_are_named(one, other, clash):
    seats = [Delegate(title="x", role="member"), head(one), head(other)]
    assert clashing_heads(seats) == (tuple(seats[1:]) if clash else None)


@pytest.mark.django_db
@pytest.mark.parametrize("role", DelegateRole.values)
def test_only_heads_clash(role):
    delegation = make_delegation(make_meeting())
    make_delegate(delegation, role="head")
    seat = Delegate(delegation=delegation, title="x", role=role)
    if role == "head":
        with pytest.raises(ValidationError) as error:
            seat.full_clean()
        assert error.value.message_dict["role"] == [TWO_HEADS]
    else:
        seat.full_clean()


@pytest.mark.django_db
def test_head_does_not_clash_with_members():
    delegation = make_delegation(make_meeting())
    make_delegate(delegation, role="member")
    Delegate(delegation=delegation, title="x", role="head").full_clean()


@pytest.mark.django_db
def test_head_does_not_clash_with_itself_or_with_heads_elsewhere():
    meeting = make_meeting()
    seat = make_delegate(make_delegation(meeting), role="head")
    make_delegate(make_delegation(meeting), role="head")
    seat.full_clean()


@pytest.mark.django_db
def test_heads_on_different_days_may_both_lead():
    delegation = make_delegation(make_meeting())
    make_delegate(delegation, role="head", ends="2022-01-10")
    Delegate(delegation=delegation, title="x", role="head", starts="2022-01-11").full_clean()


def test_delegate_without_a_delegation_is_held_against_nothing():
    Delegate(title="x", role="head").clean()
