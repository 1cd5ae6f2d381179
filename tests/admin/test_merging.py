"""Merges of two nouns in the admin: everything moves, an undo brings back both, byte for byte."""

import pytest

from talks.models import (
    Merge,
    Official,
    OldId,
)
from tests.admin.pages import address, told
from tests.admin.saves import export
from tests.factories import (
    make_appointment,
    make_delegation,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_statement,
)

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


def where(kept):
    return address(type(kept), "merge", kept.pk)


def preview(client, kept, other):
    return client.get(where(kept), {"other": other.pk})


def merge(client, kept, other, **chosen):
    page = preview(client, kept, other)
    assert page.status_code == 200
    seen = page.context["preview"]
    assert seen.reasons == [], seen.reasons
    data = {"other": other.pk, "token": seen.plan.token}
    return client.post(where(kept), data | {f"take-{n}": v for n, v in chosen.items()}, follow=True)


def undo(client):
    where = address(Merge, "undo", Merge.objects.latest("pk").pk)
    page = client.get(where)
    plan = page.context["plan"]
    reasons = page.context["reasons"] + [reason for _, reason in plan.obstacles]
    assert reasons == [], reasons
    return client.post(where, {"token": plan.token}, follow=True)


def keys():
    """Every row of the record by its key, and every old id."""
    from talks.revisions.tables import TRACKED

    rows = {m: set(m._base_manager.values_list("pk", flat=True)) for m in TRACKED}
    return rows, list(OldId.objects.order_by("noun", "slug").values_list("noun", "slug", "target"))


def test_official_merged_and_undone(admin_client):
    kept, other = make_official("Ann Lee"), make_official("Anne Lee", native_name="安", slug="anne")
    make_old_id(other, "annie")
    russia = make_party("Russia")
    meeting = make_meeting(parties=[russia])
    make_delegation(meeting, delegates=[other])
    make_statement(meeting, speaker=other)
    make_appointment(other, russia)
    before, rows = export(), keys()
    response = merge(admin_client, kept, other)
    assert "Merged: Anne Lee is now Ann Lee" in told(response)[0]
    kept.refresh_from_db()
    assert kept.other_names == ["Anne Lee"] and kept.native_name == "安"
    assert kept.statements.count() == kept.delegates.count() == kept.appointments.count() == 1
    assert not Official.objects.filter(pk=other.pk).exists()
    for slug in ("anne", "annie"):
        assert admin_client.get(f"/officials/{slug}/").url == kept.get_absolute_url()
    undo(admin_client)
    assert export() == before
    assert keys() == rows
