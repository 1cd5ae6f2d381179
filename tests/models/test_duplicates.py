"""Probable duplicates among officials and meetings."""

import pytest

from talks.models import Meeting, Official
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
