"""Probable duplicates among the nouns."""

import pytest

from talks.models import Meeting, Official, Party, Place, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_officials_share_a_name_by_alias_accent_or_script():
    ours = [
        make.make_official("Sergei Ryabkov"),
        make.make_official("S. Ryabkov", other_names=["sergei  ryabkov"]),
        make.make_official("Mevlut Cavusoglu"),
        make.make_official("Mevlüt Çavuşoğlu"),
        make.make_official("Ivan Petrov"),
        make.make_official("I. Petrov", native_name="Иван Петров"),
    ]
    make.make_official("Petrov, Ivan")
    make.make_official("Wendy Sherman", other_names=["Wendy Sherman"])
    assert set(Official.objects.sharing_a_name()) == set(ours)


def test_meetings_at_once_have_the_same_parties_on_the_same_day():
    one, other, third = (make.make_party() for _ in range(3))
    first = make.make_meeting(parties=[one, other])
    second = make.make_meeting(parties=[other, one], draft=True)
    make.make_meeting(parties=[one, other], part_of=first)
    make.make_meeting(parties=[one, other], starts="2022-01-11")
    make.make_meeting(parties=[one, other, third])
    for _ in range(2):
        make.make_meeting(parties=[one])
        make.make_meeting(parties=[one, other], starts="", draft=True)
    assert set(Meeting.objects.at_once()) == {first, second}


def test_parties_share_a_name_but_not_a_former_one():
    russia, federation = make.make_party("Russia"), make.make_party("Russian Federation")
    make.make_party_name(federation, "Russia")
    union = make.make_party("Soviet Union")
    make.make_party_name(make.make_party("Successor"), "Soviet Union", ends="1991")
    assert set(Party.objects.on_record_twice()) == {russia, federation}
    assert union not in Party.objects.on_record_twice()


def test_places_share_a_name_within_a_country():
    geneva, without = make.make_place("Genève"), make.make_place("Geneve", country="")
    make.make_place("Geneva", country="US"), make.make_place("Georgetown", country="GY")
    make.make_place("Georgetown", country="US")
    assert set(Place.objects.on_record_twice()) == {geneva, without}


def test_sources_share_an_address_or_a_title_and_a_day():
    ours = [
        make.make_source(url="https://example.org/a"),
        make.make_source(url="http://example.org/a/"),
        make.make_source("Report", published="2022-01-10"),
        make.make_source("Réport", published="2022-01-10"),
    ]
    make.make_source("Report"), make.make_source("Report", published="2022-01-11")
    assert set(Source.objects.on_record_twice()) == set(ours)
