"""Lists: the rows that filters leave, page by page, as the record file has them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.api.kinds import KINDS
from talks.models import Meeting
from talks.record.exporter import meeting_object
from tests.factories import (
    make_follow_up,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)


def ids(page):
    return [item["id"] for item in page["items"]]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_items_are_what_the_models_declare(kind, record, ask):
    page = ask(kind.address)
    assert page["items"] and page["count"] == len(page["items"]) and page["next"] is None
    for item in page["items"]:
        kind.item.model_validate(item)


def test_a_meeting_in_a_list_is_that_of_the_record_file_without_its_statements(record, ask):
    whole = meeting_object(Meeting.objects.get(slug="talks"))
    assert "statements" in whole and "sources" in whole
    listed = ask("meetings", ordering="starts")["items"][0]
    assert listed == {key: value for key, value in whole.items() if key != "statements"}


def test_statements_and_follow_ups_carry_their_meeting(record, ask):
    (statement,) = ask("statements")["items"]
    assert (statement["meeting"], statement["id"], statement["speaker"]) == ("talks", "s1", "ann")
    (follow_up,) = ask("follow-ups")["items"]
    assert (follow_up["meeting"], follow_up["later_meeting"]) == ("talks", "later")


def test_nothing_of_a_draft_is_listed(record, ask):
    make_statement(record.draft, party=make_party("Hidden", slug="hidden"))
    make_follow_up(record.meeting, slug="f2", to_meeting=record.draft)
    assert ids(ask("meetings")) == ["later", "talks"]
    assert len(ask("statements")["items"]) == 1
    assert "hidden" not in ids(ask("parties"))
    assert "later_meeting" not in ask("follow-ups")["items"][-1]


def test_editors_links_are_no_promises(record, ask):
    make_follow_up(record.meeting, "", slug="f2", to_meeting=record.later)
    assert ids(ask("follow-ups")) == ["f1"]
    assert len(ask("meetings/talks")["follow_ups"]) == 2


def test_filters_are_those_of_the_pages(record, ask):
    make_meeting(slug="other", starts="2021", parties=[make_party("Peru", slug="peru")])
    assert ids(ask("meetings", party=["russia", "france"], before="2022-01")) == ["talks"]
    assert ids(ask("meetings", party="peru")) == ["other"]
    assert ids(ask("meetings", ordering="starts")) == ["other", "talks", "later"]
    assert ids(ask("officials", q="ann")) == ["ann"]
    assert ask("statements", q="missiles")["count"] == 1
    assert ask("follow-ups", state="met")["items"] == []


def walked(client, address, limit, between=lambda: None):
    """The items of all pages, each found by the one before."""
    address, items = f"/api/v1/{address}limit={limit}", []
    while address:
        response = client.get(address)
        page = response.json()
        items += [(item.get("meeting"), item["id"]) for item in page["items"]]
        address = page["next"]
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        between()
    return items


@pytest.mark.parametrize(
    "address",
    ["meetings?", "meetings?ordering=starts&", "meetings?ordering=-added&", "meetings?q=talks&"],
)
@pytest.mark.parametrize("limit", [1, 4])
def test_pages_of_meetings_hold_each_once(address, limit, db, client):
    for starts in ["2022", "2022", "2021-05-01", "../2020", "../2020", "2019~"]:
        make_meeting("Talks", starts=starts)
    whole = walked(client, address, 100)
    assert len(whole) == 6 and walked(client, address, limit) == whole


@pytest.mark.parametrize("ordering", ["-starts", "starts"])
def test_pages_of_statements_hold_each_once(ordering, db, client):
    for starts in ["2022", "2022", "../2020"]:
        meeting = make_meeting(starts=starts)
        for order in [1, 1, 2]:
            make_statement(meeting, party=make_party(), order=order)
    address = f"statements?ordering={ordering}&"
    whole = walked(client, address, 100)
    assert len(whole) == 9
    for limit in (2, 4):
        assert walked(client, address, limit) == whole


def test_pages_of_follow_ups_hold_each_once(db, client):
    for starts in ["2022", "2021", "../2020"]:
        meeting = make_meeting(starts=starts)
        for due in ["2022", "", "2022-05", "../2020"]:
            make_follow_up(meeting, due=due)
    whole = walked(client, "follow-ups?", 100)
    assert len(whole) == 12 and walked(client, "follow-ups?", 2) == whole


def test_rows_that_come_between_pages_make_none_be_skipped_or_repeated(db, client):
    for day in range(1, 8):
        make_meeting(slug=f"m{day}", starts=f"2022-01-0{day}")
    items = walked(client, "meetings?", 2, between=lambda: make_meeting(starts="2022-01-09"))
    assert items == [(None, f"m{day}") for day in range(7, 0, -1)]


def fill(rows):
    for _ in range(rows):
        party, official, source = make_party(), make_official(), make_source()
        meeting = make_meeting(parties=[party, make_party()], source=source)
        meeting.delegations.first().delegates.create(official=official)
        make_statement(meeting, party=party, speaker=official, source=source)
        later = make_meeting(starts="2023", parties=[party])
        make_follow_up(meeting, promised_by=[party], to_meeting=later, source=source)


@pytest.mark.parametrize("kind", ["meetings", "statements", "follow_ups", "officials", "sources"])
def test_queries_do_not_grow_with_rows(kind, db, client):
    numbers = []
    for rows in (1, 3):
        fill(rows)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/api/v1/{KINDS[kind].address}").status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] < 45
