"""Undo of a merge after later edits; who may merge; what the pages of a merge answer."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talks.models import Delegate, Merge, Official, OldId, Party, Statement
from tests.admin.merges import merge, preview, undo, where
from tests.admin.pages import act, address, change, change_address, delete, told
from tests.admin.saves import export, revert_address
from tests.factories import (
    make_delegation,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair():
    """Two officials, each with a statement; the second one is to be merged."""
    party = make_party("Russia")
    kept, other = make_official("Ann Lee", slug="ann"), make_official("Anne Lee", slug="anne")
    meeting = make_meeting("Talks", parties=[party])
    make_statement(meeting, "Hers.", slug="s1", speaker=kept, party=party)
    make_statement(meeting, "Theirs.", slug="s2", speaker=other, party=party)
    return kept, other


def undo_page(client):
    return client.get(address(Merge, "undo", Merge.objects.latest("pk").pk))


def obstacles(client):
    """What stands in the way of an undo, which then changes nothing."""
    before, page = export(), undo_page(client)
    plan = page.context["plan"]
    if plan:
        client.post(page.request["PATH_INFO"], {"token": plan.token})
    assert export() == before
    assert not Merge.objects.latest("pk").undone_at
    return page.context["reasons"] + [r for _, r in plan.obstacles if plan]


def test_later_edits_stay(pair, admin_client):
    kept, other = pair
    merge(admin_client, kept, other)
    change(admin_client, Statement.objects.get(slug="s2"), text="Other words.", correction="So.")
    make_statement(Statement.objects.first().meeting, slug="s3", speaker=kept)
    kept.refresh_from_db()
    kept.sort_name = "Lee, Ann"
    kept.save()
    undo(admin_client)
    said = Statement.objects.get(slug="s2")
    assert (said.text, said.speaker) == ("Other words.", other)
    assert Statement.objects.get(slug="s3").speaker == kept
    kept.refresh_from_db()
    assert (kept.sort_name, kept.other_names) == ("Lee, Ann", [])


def test_row_that_was_removed_since_stays_removed(pair, admin_client):
    merge(admin_client, *pair)
    delete(admin_client, Statement.objects.get(slug="s2"))
    undo(admin_client)
    assert Official.objects.filter(slug="anne").exists()
    assert Statement.objects.get().slug == "s1"


def test_edit_that_contradicts_stands_in_the_way(pair, admin_client):
    merge(admin_client, *pair)
    Statement.objects.filter(slug="s2").update(speaker=make_official("Third"))
    assert obstacles(admin_client) == ["Its speaker was changed again since; revert that first."]


def test_id_that_leads_elsewhere_stands_in_the_way(pair, admin_client):
    merge(admin_client, *pair)
    OldId.objects.filter(slug="anne").update(target=make_official("Third").pk)
    assert obstacles(admin_client) == ["The id “anne” now leads to another official."]


def test_merges_are_undone_in_turn(pair, admin_client):
    kept, other = pair
    before, last = export(), make_official("Last")
    merge(admin_client, kept, other)
    merge(admin_client, last, kept)
    first = Merge.objects.earliest("pk")
    page = admin_client.get(address(Merge, "undo", first.pk))
    assert page.context["reasons"] == [
        "“Ann Lee” is no longer on record: it was merged or deleted since. Take that back first."
    ]
    undo(admin_client)
    page = admin_client.get(address(Merge, "undo", first.pk))
    admin_client.post(page.request["PATH_INFO"], {"token": page.context["plan"].token})
    last.delete()
    assert export() == before


def test_undone_once(pair, admin_client):
    merge(admin_client, *pair)
    token = undo_page(admin_client).context["plan"].token
    undo(admin_client)
    before = export()
    response = admin_client.post(
        address(Merge, "undo", Merge.objects.get().pk), {"token": token}, follow=True
    )
    assert told(response) == ["Nothing was changed. This merge was undone already."]
    assert undo_page(admin_client).status_code == 200
    assert export() == before


def test_revert_of_the_save_leads_to_the_undo(pair, admin_client):
    merge(admin_client, *pair)
    done = Merge.objects.get()
    found = admin_client.get(address(Official, "revert_save", done.save_token))
    assert found.url == address(Merge, "undo", done.pk)
    history = admin_client.get(address(Official, "history", pair[0].pk)).content.decode()
    assert "merge of Anne Lee (anne) into Ann Lee (ann)" in history
    undo(admin_client)
    done.refresh_from_db()
    assert admin_client.get(address(Official, "revert_save", done.undo_token)).status_code == 302


def test_merged_again_after_an_undo(pair, admin_client):
    kept, other = pair
    merge(admin_client, kept, other)
    after = export()
    undo(admin_client)
    merge(admin_client, kept, other)
    assert export() == after
    undo(admin_client)


# What was shown is what is done


def test_preview_changes_nothing(pair, admin_client):
    before = export()
    assert preview(admin_client, *pair).status_code == 200
    assert export() == before and not Merge.objects.exists()


def test_somebody_changes_it_meanwhile(pair, admin_client):
    kept, other = pair
    token = preview(admin_client, kept, other).context["preview"].plan.token
    make_statement(speaker=other)
    before = export()
    response = admin_client.post(where(kept), {"other": other.pk, "token": token})
    assert "after this page was opened" in told(response)[0]
    assert export() == before
    assert response.context["preview"].plan.token != token


def test_somebody_merges_it_meanwhile(pair, admin_client):
    kept, other = pair
    token = preview(admin_client, kept, other).context["preview"].plan.token
    merge(admin_client, kept, other)
    response = admin_client.post(where(kept), {"other": other.pk, "token": token})
    assert response.status_code == 200 and "deleted or merged" in response.content.decode()
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("other", ["", "x", "0", "-1", "9" * 30, "\0", "ann"])
def test_nonsense_is_answered(other, pair, admin_client):
    kept = pair[0]
    assert admin_client.get(where(kept), {"other": other}).status_code == 200
    assert admin_client.post(where(kept), {"other": other, "token": "x"}).status_code == 200
    itself = admin_client.get(where(kept), {"other": kept.pk})
    assert itself.context["preview"] is None
    assert not Merge.objects.exists()


@pytest.mark.parametrize("key", [0, 10**15, 10**30])
def test_unknown_rows_are_not_found(key, admin_client, db):
    assert admin_client.get(f"/admin/talks/official/{key}/merge/").status_code == 404
    assert admin_client.get(f"/admin/talks/merge/{key}/undo/").status_code == 404


# Where staff come from


def test_two_selected_are_merged(pair, admin_client):
    response = act(admin_client, "merge_two", *pair)
    kept, other = pair
    assert response.redirect_chain[0][0] == f"{where(kept)}?other={other.pk}"
    response = act(admin_client, "merge_two", kept)
    assert told(response) == ["Select two to merge, no more and no less."]


def test_probable_duplicates_lead_to_their_merge(pair, admin_client):
    kept, other = pair
    Official.objects.filter(pk=other.pk).update(other_names=["Ann Lee"])
    link = f"{where(kept)}?other={other.pk}"
    listed = admin_client.get(address(Official, "changelist") + "?queue=same-name")
    assert link in listed.content.decode()
    page = admin_client.get(where(kept)).content.decode()
    assert f"?other={other.pk}" in page
    assert where(kept) in admin_client.get(change_address(kept)).content.decode()


def test_statements_have_no_merge(pair, admin_client):
    page = admin_client.get(change_address(Statement.objects.first()))
    assert "Merge…" not in page.content.decode()


def test_list_of_merges(pair, admin_client):
    merge(admin_client, *pair)
    listed = admin_client.get(address(Merge, "changelist")).content.decode()
    assert "Anne Lee" in listed and "Undo…" in listed
    undo(admin_client)
    assert "Undo…" not in admin_client.get(address(Merge, "changelist")).content.decode()


# Who may


def staff(django_user_model, *rights):
    user = django_user_model.objects.create(username="sam", password="!", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    sign_in(client, user)
    return client


@pytest.mark.parametrize(
    "rights", [(), ("change_official",), ("delete_official", "view_official"), ("change_party",)]
)
def test_who_may_not(rights, pair, django_user_model, admin_client):
    kept, other = pair
    token = preview(admin_client, kept, other).context["preview"].plan.token
    client, before = staff(django_user_model, *rights), export()
    assert client.get(where(kept), {"other": other.pk}).status_code == 403
    assert client.post(where(kept), {"other": other.pk, "token": token}).status_code == 403
    merge(admin_client, kept, other)
    after = export()
    undoing = address(Merge, "undo", Merge.objects.get().pk)
    token = admin_client.get(undoing).context["plan"].token
    assert client.get(undoing).status_code == 403
    assert client.post(undoing, {"token": token}).status_code == 403
    assert export() == after != before
    assert Client().get(where(kept)).status_code == 302


def test_change_and_delete_are_enough(pair, django_user_model):
    client = staff(django_user_model, "change_official", "delete_official", "view_official")
    assert told(merge(client, *pair))[0].startswith("Merged: ")
    assert Merge.objects.get().by.username == "sam"
    assert client.get(address(Merge, "changelist")).status_code == 200


def test_four_eyes_ask_for_a_reviewer(pair, django_user_model, settings):
    settings.FOUR_EYES = True
    client = staff(django_user_model, "change_official", "delete_official", "view_official")
    assert preview(client, *pair).status_code == 403
    assert "Merge the two" not in client.get(address(Official, "changelist")).content.decode()


# Numbers


def test_queries_do_not_grow_with_the_rows(admin_client):
    numbers = []
    # The first one finds out what Django keeps for the others.
    for size in (1, 2, 12):
        kept, other = make_party(), make_party()
        meeting = make_meeting(parties=[kept], source=make_source())
        make_delegation(meeting, other, delegates=[make_official() for _ in range(size)])
        for n in range(size):
            make_statement(meeting, party=other, slug=f"x{size}-{n}")
        with CaptureQueriesContext(connection) as shown:
            preview(admin_client, kept, other)
        with CaptureQueriesContext(connection) as done:
            merge(admin_client, kept, other)
        numbers.append((len(shown), len(done)))
        assert Delegate.objects.filter(delegation__party=kept).count() == size
    assert numbers[1] == numbers[2]


def test_public_pages_after_a_merge(pair, client, admin_client):
    kept, other = pair
    merge(admin_client, kept, other)
    page = client.get(reverse("official_detail", args=["ann"])).content.decode()
    assert "Theirs." in page and "Anne Lee" in page
    assert client.get("/officials/anne/").status_code == 301
    assert list(Official.objects.naming("anne")) == [kept]
    assert Party.objects.public().count() == 1
    assert admin_client.get(revert_address(kept)).status_code == 200
