"""Who met whom, how often, and in which years; and what never counts."""

from itertools import product

import pytest

from talks.models import Meeting
from talks.models.choices import DelegationRole, MeetingFormat, MeetingStatus
from talks.models.encounters import (
    Pair,
    encounters,
    encounters_per_year,
    first_and_last,
    in_year,
    met_at,
    officials_met,
    officials_sat_for,
    pairs_across,
    pairs_at,
    parties_at,
    parties_met,
    parties_sat_for,
    per_year,
    processes_at,
)
from tests.factories import (
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
)

pytestmark = pytest.mark.django_db

# A meeting of each of these kinds is not one at which the two sides met.
NOT_MET = [
    {"format": "bilateral", "draft": True},
    {"format": "bilateral", "status": "planned"},
    {"format": "bilateral", "status": "cancelled"},
    {"format": "multilateral"},
    {"format": "indirect"},
    {"format": ""},
]


def sit_down(*sides, **fields):
    """A meeting of sides, each a party with its delegates and, if not a participant, its role."""
    meeting = make_meeting(**{"format": "bilateral"} | fields)
    for party, delegates, *role in sides:
        make_delegation(meeting, party, *role, delegates=delegates)
    return meeting


def times(rows):
    return [(row, row.times) for row in rows]


def test_met_is_the_same_of_a_join_and_of_a_query_of_its_own():
    party = make_party()
    kinds = product(MeetingStatus.values, [*MeetingFormat.values, ""], [True, False])
    for status, form, draft in kinds:
        make_meeting(parties=[party], status=status, format=form, draft=draft)
    joined = party.delegations.filter(met_at("meeting")).values("meeting")
    met = Meeting.objects.published().held().face_to_face()
    assert set(met) == set(Meeting.objects.filter(pk__in=joined))
    assert met.count() == 3


def test_parties_met_are_those_across_the_table():
    party, often, once = make_party(), make_party("Often"), make_party("Once")
    for _ in range(2):
        make_meeting(parties=[party, often], format="bilateral")
    make_meeting(parties=[party, once], format="consultation")
    sit_down((party, []), (make_party("Watching"), [], "observer"), (once, [], "host"))
    sit_down((party, [], "observer"), (make_party("Watched"), []))
    for fields in NOT_MET:
        make_meeting(parties=[party, make_party(), often], **fields)
    make_meeting(parties=[often, once], format="bilateral")
    assert times(parties_met(party)) == [(often, 2), (once, 2)]


def test_every_role_but_the_observers_takes_part():
    party = make_party()
    for role in DelegationRole.values:
        sit_down((party, []), (make_party(role), [], role))
    roles = sorted(other.name for other in parties_met(party))
    assert roles == sorted(set(DelegationRole.values) - {"observer"})


def test_officials_met_sat_for_other_parties():
    party, other = make_party(), make_party()
    me, colleague, often, once = (make_official(name) for name in ["Me", "Mine", "Often", "Once"])
    sit_down((party, [me, colleague]), (other, [often]))
    sit_down((party, [me]), (other, [often, once]))
    sit_down((party, [me]), (make_party(), [make_official()], "observer"))
    sit_down((party, [me], "observer"), (other, [make_official()]))
    sit_down((party, [colleague]), (other, [make_official()]))
    for fields in NOT_MET:
        sit_down((party, [me]), (other, [often, make_official()]), **fields)
    assert times(officials_met(me)) == [(often, 2), (once, 1)]


def test_official_who_sat_for_two_parties_was_met_once():
    me, twice = make_official(), make_official()
    sit_down((make_party(), [me]), (make_party(), [twice]), (make_party(), [twice]))
    assert times(officials_met(me)) == [(twice, 1)]
    assert times(officials_met(twice)) == [(me, 1)]


def test_pairs_across_are_officials_of_the_two_parties():
    one, other = make_party(), make_party()
    anna, boris, chen = (make_official(slug=slug) for slug in "abc")
    for _ in range(2):
        sit_down((one, [anna]), (other, [boris]))
    sit_down((one, [anna]), (other, [chen, anna]))
    sit_down((one, [anna]), (make_party(), [make_official()]))
    sit_down((one, [anna]), (other, [make_official()], "observer"))
    sit_down((one, [anna], "observer"), (other, [boris]))
    for fields in NOT_MET:
        sit_down((one, [anna]), (other, [boris, make_official()]), **fields)
    found = [(pair.one.slug, pair.other.slug, pair.times) for pair in pairs_across(one, other, 9)]
    assert found == [("a", "b", 2), ("a", "c", 1)]
    assert [pair.times for pair in pairs_across(other, one, 1)] == [2]
    assert pairs_across(one, other, 1)[0].one.get_absolute_url() == anna.get_absolute_url()


def test_unnamed_delegates_are_nobody_to_meet():
    one, other, official = make_party(), make_party(), make_official()
    sit_down((one, [official]), (other, [None]))
    assert not officials_met(official) and not pairs_across(one, other, 9)


def test_what_a_place_saw_most():
    here, process = make_place(), make_process()
    one, other, third = make_party("One"), make_party("Other"), make_party("Third")
    for _ in range(2):
        make_meeting(parties=[one, other], format="bilateral", places=[here], process=process)
    make_meeting(parties=[one, other, third], places=[here], format="multilateral")
    make_meeting(parties=[one, third], places=[make_place()], format="bilateral")
    sit_down((one, []), (make_party("Watching"), [], "observer")).places.add(here)
    hidden = {"places": [here], "parties": [one, make_party("Hidden")], "draft": True}
    make_meeting(process=make_process("Hidden"), format="bilateral", **hidden)
    make_meeting(parties=[one, make_party()], places=[here], status="planned", format="bilateral")
    assert times(parties_at(here)) == [(one, 4), (other, 3), (third, 1)]
    assert times(processes_at(here)) == [(process, 2)]
    pairs = [(pair.one.name, pair.other.name, pair.times) for pair in pairs_at(here, 9)]
    assert pairs == [("One", "Other", 2)]


def test_three_at_the_table_are_three_pairs():
    here = make_place()
    make_meeting(parties=[make_party() for _ in range(3)], format="trilateral", places=[here])
    assert len(pairs_at(here, 9)) == 3
    assert all(isinstance(pair, Pair) and pair.times == 1 for pair in pairs_at(here, 2))


def test_seats_are_counted_at_published_meetings():
    official, party, other = make_official(), make_party(), make_party()
    for draft in (False, False, True):
        sit_down((party, [official]), draft=draft)
    sit_down((other, [official]), status="planned")
    sit_down((make_party(), [official, make_official()]), draft=True)
    assert times(parties_sat_for(official)) == [(party, 2), (other, 1)]
    assert times(officials_sat_for(party)) == [(official, 2)]


def test_years_are_those_of_the_first_day():
    for starts in ["1985-11-19", "1985", "1986-12-31/1987-01-02", "../1988"]:
        make_meeting(starts=starts)
    meetings = Meeting.objects.published()
    assert per_year(meetings) == {1985: 2, 1986: 1, None: 1}
    assert [row.starts for row in in_year(meetings, 1986)] == ["1986-12-31/1987-01-02"]


def test_encounters_are_counted_as_they_are_listed():
    one, other = make_party(), make_party()
    kinds = product(MeetingStatus.values, [*MeetingFormat.values, ""], ["1985", "1990", "../1995"])
    for status, form, starts in kinds:
        for draft in (False, True):
            make_meeting(
                parties=[one, other], status=status, format=form, starts=starts, draft=draft
            )
    counts = encounters_per_year(one, other)
    assert {name: sum(years.values()) for name, years in counts.items()} == {
        name: rows.count() for name, rows in encounters(one, other).items()
    }
    assert {name: years[1985] for name, years in counts.items()} == {
        name: rows.count() for name, rows in encounters(one, other, 1985).items()
    }
    assert counts["met"] == {1985: 3, 1990: 3, None: 3}


def test_first_and_last_of_some_meetings():
    last, first = make_meeting(starts="2022-01-10"), make_meeting(starts="1985-11-19")
    make_meeting(starts="1999")
    assert first_and_last(Meeting.objects.all()) == (first, last)
    assert first_and_last(Meeting.objects.none()) == (None, None)
