"""Parties: the name in use on a day, blocs, and what comes before what."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from talks.models import Issue, Party, Process
from tests.factories import (
    make_issue,
    make_member,
    make_party,
    make_party_name,
    make_place,
    make_process,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1985, 11, 19), "U.S.S.R."),
        (date(1991, 12, 31), "U.S.S.R."),
        (date(1992, 1, 1), "Russia"),
        (date(2022, 1, 10), "Russia"),
        (None, "Russia"),
    ],
)
def test_name_in_use_on_a_day(day, name):
    russia = make_party("Russia")
    make_party_name(russia, "Rossiya")
    make_party_name(russia, "U.S.S.R.", ends="1991")
    assert russia.name_on(day) == name


@pytest.mark.parametrize(
    ("starts", "ends", "is_right"),
    [("1991", "1990-06", False), ("1991", "1991", True), ("1991~", "", True), ("", "1990", True)],
)
def test_name_ends_after_it_starts(starts, ends, is_right):
    party = make_party()
    if is_right:
        make_party_name(party, "Then", starts=starts, ends=ends)
        return
    with pytest.raises(IntegrityError, match="partyname_ends_after_start"):
        make_party_name(party, "Then", starts=starts, ends=ends)


def test_name_with_both_ends_and_with_a_start_alone():
    party = make_party("Now")
    make_party_name(party, "Once", starts="1970", ends="1980-06-30")
    make_party_name(party, "Of late", starts="2020-05-05")
    days = [date(1969, 12, 31), date(1970, 1, 1), date(1980, 6, 30), date(1980, 7, 1)]
    assert [party.name_on(day) for day in days] == ["Now", "Once", "Once", "Now"]
    assert party.name_on(date(2020, 5, 4)) == "Now"
    assert party.name_on(date(2020, 5, 5)) == "Of late"


@pytest.mark.parametrize("words", ["Türkiye", "turkiye", "TURKEY", "turkey republic", "tr-slug"])
def test_party_is_found_by_one_of_its_names(words):
    party = make_party("Türkiye", slug="tr-slug")
    make_party_name(party, "Republic of Turkey")
    make_party_name(make_party(), "Elsewhere")
    assert list(Party.objects.naming(words)) == [party]


def test_words_of_two_names_do_not_add_up():
    party = make_party("Russia")
    make_party_name(party, "Soviet Union")
    assert not Party.objects.naming("russia union").exists()


def test_blocs_and_members():
    bloc, member = make_party(kind="bloc"), make_party()
    make_member(bloc, member)
    assert list(bloc.members.all()) == [member] and list(member.blocs.all()) == [bloc]


@pytest.mark.parametrize(
    ("make", "link", "message"),
    [
        (make_party, "predecessor", "A party does not come before itself."),
        (make_issue, "parent", "An issue is not part of itself."),
        (make_process, "parent", "A process is not part of itself."),
    ],
)
def test_circles_are_refused_in_words(make, link, message):
    first = make()
    last = make(**{link: make(**{link: first})})
    last.full_clean()
    setattr(first, link, last)
    with pytest.raises(ValidationError) as error:
        first.full_clean()
    assert error.value.message_dict == {link: [message]}


@pytest.mark.parametrize("model", [Party, Issue, Process])
def test_new_row_is_not_in_a_circle(model):
    model(slug="new", name="New").full_clean()


@pytest.mark.parametrize(
    ("make", "field", "value", "fits"),
    [
        (make_party, "iso", "CH", True),
        (make_party, "iso", "XK", True),
        (make_party, "iso", "", True),
        (make_party, "iso", "ZZ", False),
        (make_party, "iso", "ch", False),
        (make_place, "country", "XK", True),
        (make_place, "country", "SU", False),
        (make_place, "timezone", "Europe/Zurich", True),
        (make_place, "timezone", "Europe/Geneva", False),
        (make_place, "timezone", "europe/zurich", False),
        (make_party, "name", "x" * 500, True),
        (make_party, "name", "x" * 501, False),
        (make_party, "name", "\u200b \u00a0", False),
        (make_party, "slug", "a-1", True),
        (make_party, "slug", "a_1", False),
        (make_party, "slug", "a\n", False),
    ],
)
def test_codes_names_and_ids(make, field, value, fits):
    row = make()
    setattr(row, field, value)
    if fits:
        row.full_clean()
    else:
        with pytest.raises(ValidationError) as error:
            row.full_clean()
        assert field in error.value.message_dict


def test_country_names():
    assert make_party(iso="XK").country_name == "Kosovo"
    assert str(make_place("Geneva", country="CH")) == "Geneva, Switzerland"
    assert str(make_place("Geneva", country="")) == "Geneva"
