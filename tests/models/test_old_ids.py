"""Ids are for ever: a renamed or removed one stays known, and is never given to another."""

import pytest
from django.db import IntegrityError, transaction

from talks.models import OldId, Party
from talks.models.old_ids import NOUNS
from tests.factories import make_meeting, make_old_id, make_party
from tests.models.rows import one_of_each

pytestmark = pytest.mark.django_db


def old_ids():
    return set(OldId.objects.values_list("noun", "slug", "target"))


def rename(row, slug):
    row.slug = slug
    row.save()


def refused(write, *args, **kwargs):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write(*args, **kwargs)
    return error.value.__cause__.diag.message_primary


@pytest.mark.parametrize("noun", NOUNS)
def test_renamed_noun_keeps_its_old_ids(noun):
    row = next(r for m, r in one_of_each().items() if m._meta.model_name == noun)
    first = row.slug
    rename(row, "second")
    rename(row, "third")
    assert {(noun, first, row.pk), (noun, "second", row.pk)} <= old_ids()
    assert [old.slug for old in OldId.objects.of(row)][-2:] == [first, "second"]


@pytest.mark.parametrize("noun", NOUNS)
def test_removed_noun_leaves_its_ids_without_a_target(noun):
    from tests import factories

    row = getattr(factories, f"make_{noun}")(slug="first")
    rename(row, "second")
    row.delete()
    assert old_ids() == {(noun, "first", None), (noun, "second", None)}


@pytest.mark.parametrize("noun", NOUNS)
def test_old_id_is_not_given_to_another(noun):
    from tests import factories

    make = getattr(factories, f"make_{noun}")
    one, other = make(slug="one"), make(slug="other")
    rename(one, "renamed")
    reason = f'the id "one" was given to another {noun} before'
    assert refused(make, slug="one") == reason
    assert refused(rename, other, "one") == reason
    assert refused(type(other).objects.filter(pk=other.pk).update, slug="one") == reason
    one.delete()
    assert refused(make, slug="one") == reason
    assert refused(make, slug="renamed") == f'the id "renamed" was given to another {noun} before'


def test_noun_takes_its_own_old_id_back():
    party = make_party(slug="one")
    rename(party, "two")
    rename(party, "one")
    assert old_ids() == {("party", "two", party.pk)}
    rename(party, "two")
    assert old_ids() == {("party", "one", party.pk)}


def test_other_nouns_may_have_the_same_id():
    rename(make_party(slug="geneva"), "two")
    assert make_meeting(slug="geneva").pk


def test_save_without_a_new_id_leaves_none():
    party = make_party()
    party.name = "Other"
    party.save()
    Party.objects.filter(pk=party.pk).update(slug=party.slug)
    assert not OldId.objects.exists()


def test_old_id_does_not_shadow_a_live_one():
    party = make_party(slug="live")
    old = make_old_id(party, "old")
    assert refused(make_old_id, party, "live") == 'the id "live" still names another party'
    assert refused(OldId.objects.filter(pk=old.pk).update, slug="live")
    assert make_old_id(None, "live", noun="meeting").pk


def test_two_nouns_do_not_exchange_their_ids():
    one, other = make_party(slug="one"), make_party(slug="other")
    rename(one, "third")
    assert refused(rename, other, "one")
    assert Party.objects.get(pk=other.pk).slug == "other"


def test_id_merged_into_another_row_leads_there_and_stays_taken():
    kept, merged = make_party(slug="kept"), make_party(slug="merged")
    merged.delete()
    OldId.objects.filter(slug="merged").update(target=kept.pk)
    assert [old.slug for old in OldId.objects.of(kept)] == ["merged"]
    assert refused(make_party, slug="merged")
    kept.delete()
    assert old_ids() == {("party", "merged", None), ("party", "kept", None)}


def test_old_ids_of_a_row_are_not_those_of_its_namesake_in_another_table():
    party = make_party()
    meeting = make_meeting()
    make_old_id(party, "a")
    OldId.objects.create(noun="meeting", slug="b", target=party.pk)
    assert [old.slug for old in OldId.objects.of(party)] == ["a"]
    assert not OldId.objects.of(meeting).filter(slug="a").exists()
