"""Each kind of change is reverted, and the export is as before; so is a revert."""

import pytest
from django.urls import reverse

from talks.models import (
    Delegation,
    Meeting,
    OldId,
    Party,
    Statement,
    StatementCitation,
    StatementIssue,
)
from tests.admin.pages import act, add, address, change, delete, new_row, told
from tests.admin.saves import (
    export,
    press,
    reasons,
    revert_address,
    save_address,
)
from tests.factories import (
    cite,
    make_old_id,
    make_party,
    make_source,
    make_statement,
)

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


# Each kind of change and its revert


def change_a_field(client, meeting):
    change(client, meeting, venue="Palais", starts="2022-01-11")
    return meeting


def change_a_statement(client, meeting):
    statement = meeting.statements.get()
    change(
        client, statement, text="It was not frank.", said_on="2022-01-12", correction="Misheard."
    )
    return statement


def remove_a_link(client, meeting):
    link = StatementIssue.objects.get()
    delete(client, link)
    return link


def unpublish(client, meeting):
    act(client, "unpublish", meeting, because="Its source was a hoax.")
    return meeting


CHANGES = [
    change_a_field,
    change_a_statement,
    remove_a_link,
    unpublish,
]


@pytest.mark.parametrize("make", CHANGES, ids=lambda make: make.__name__)
def test_one_change_is_reverted(make, meeting, admin_client):
    before = export()
    row = make(admin_client, meeting)
    after = export()
    assert after != before
    response = press(admin_client, revert_address(row))
    assert told(response) == ["Reverted: 1 row is as before."]
    assert export() == before
    press(admin_client, revert_address(row))
    assert export() == after, "a revert is a save, and is reverted like any other"
    press(admin_client, revert_address(row))
    assert export() == before


def test_created_row_is_removed_again(meeting, admin_client):
    party = make_party("Norway")
    before = export()
    add(admin_client, Delegation, meeting=meeting.pk, party=party.pk, order=5)
    row = Delegation.objects.latest("pk")
    press(admin_client, revert_address(row))
    assert export() == before and not Delegation.objects.filter(pk=row.pk).exists()


def remove_the_meeting(client, meeting):
    delete(client, meeting)
    return meeting


def remove_the_statement(client, meeting):
    statement = meeting.statements.get()
    delete(client, statement)
    return statement


def change_much(client, meeting):
    statement = meeting.statements.get()

    def edit(data):
        data["citations-0-locator"] = "page 9"
        data["statement_issues-0-DELETE"] = "on"
        new_row(data, "parties", party=Party.objects.get(name="Russia").pk, role="to")

    change(client, statement, edit, text="Other words.", correction="Misheard.")
    return statement


@pytest.mark.parametrize("make", [remove_the_meeting, remove_the_statement, change_much])
def test_whole_save_is_reverted(make, meeting, admin_client):
    before, keys = export(), set(StatementCitation.objects.values_list("pk", flat=True))
    row = make(admin_client, meeting)
    after = export()
    assert after != before
    response = press(admin_client, save_address(row))
    assert "as before" in told(response)[0] and export() == before
    assert set(StatementCitation.objects.values_list("pk", flat=True)) == keys
    press(admin_client, save_address(row))
    assert export() == after
    press(admin_client, save_address(row))
    assert export() == before


def test_search_finds_what_was_put_back(meeting, admin_client):
    statement = meeting.statements.get()
    change(admin_client, statement, text="Something else.", correction="Misheard.")
    press(admin_client, revert_address(statement))
    assert list(Statement.objects.matching("frank")) == [statement]
    delete(admin_client, meeting)
    press(admin_client, save_address(meeting))
    assert list(Statement.objects.matching("frank")) == [statement]


# Ids


def test_reverted_id_leads_here_and_so_does_the_other(meeting, admin_client):
    change(admin_client, meeting, slug="renamed-talks")
    press(admin_client, revert_address(meeting))
    meeting.refresh_from_db()
    assert meeting.slug == "talks"
    assert list(OldId.objects.of(meeting).values_list("slug", flat=True)) == ["renamed-talks"]


def test_removed_noun_comes_back_with_all_its_old_ids(admin_client):
    party = make_party("Burma", slug="burma")
    make_old_id(party, "birmanie")
    change(admin_client, party, slug="myanmar")
    before = export()
    delete(admin_client, party)
    assert set(OldId.objects.values_list("slug", "target")) == {
        ("birmanie", None),
        ("burma", None),
        ("myanmar", None),
    }
    press(admin_client, revert_address(party))
    assert export() == before and Party.objects.get(slug="myanmar").pk == party.pk
    assert set(OldId.objects.of(party).values_list("slug", flat=True)) == {"birmanie", "burma"}


def test_id_given_to_another_stands_in_the_way(admin_client):
    party = make_party("Burma", slug="burma")
    delete(admin_client, party)
    OldId.objects.filter(slug="burma").delete()
    make_party("Another", slug="burma")
    page = admin_client.get(revert_address(party))
    assert reasons(page) == ["The id “burma” now leads to another party."]


def test_created_noun_is_removed_and_put_back_with_its_old_ids(admin_client):
    add(admin_client, Party, name="Norway", slug="norway", kind="state")
    party = Party.objects.get()
    make_old_id(party, "norge")
    before = export()
    press(admin_client, revert_address(party))
    assert export() == "" and OldId.objects.filter(slug="norge", target=None).exists()
    press(admin_client, revert_address(party))
    assert export() == before


def test_readers_find_it_again(meeting, admin_client, client):
    page = meeting.get_absolute_url()
    delete(admin_client, meeting)
    assert client.get(page).status_code == 410
    press(admin_client, save_address(meeting))
    assert client.get(page).status_code == 200
    history = client.get(reverse("meeting_changes", args=[meeting.slug]))
    assert history.status_code == 200 and b"editor" not in history.content


# Cost

# The same for any number of rows: some for each model that a meeting may hold.
PINNED = {"history": 39, "preview": 178, "confirm": 186}


@pytest.mark.parametrize("size", [8, 25])
def test_queries_do_not_grow(size, meeting, admin_client, django_assert_num_queries):
    source = make_source()
    for n in range(size):
        cite(make_statement(meeting, slug=f"t{n}", source=source), source, locator="page 2")
    delete(admin_client, meeting)
    where = address(Meeting, "history", meeting.pk)
    with django_assert_num_queries(PINNED["history"]):
        admin_client.get(where)
    with django_assert_num_queries(PINNED["preview"]):
        page = admin_client.get(save_address(meeting))
    with django_assert_num_queries(PINNED["confirm"]):
        admin_client.post(save_address(meeting), {"token": page.context["plan"].token})
    assert Meeting.objects.exists()
