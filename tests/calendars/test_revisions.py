"""An entry keeps its name for ever; how often it changed follows from the public history."""

import pytest

from talks.models import Meeting
from tests.calendars.reading import entries_of
from tests.factories import (
    make_delegation,
    make_follow_up,
    make_meeting,
    make_place,
    make_statement,
)

# A save is a transaction: without one of its own for each, all would be one.
pytestmark = pytest.mark.django_db(transaction=True)


def write(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.refresh_from_db()


def entry(client, address="/meetings.ics"):
    (found,) = entries_of(client.get(address))
    return found


def told(client, address="/meetings.ics"):
    found = entry(client, address)
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt
    return found["SEQUENCE"], found["CREATED"].dt, found["LAST-MODIFIED"].dt


def seconds(moment):
    return moment.replace(microsecond=0)


def test_a_change_of_the_meeting_counts_once_a_save(client):
    meeting = make_meeting(starts="2022-01-10")
    meeting.refresh_from_db()
    published = seconds(meeting.first_published_at)
    assert told(client) == (0, published, published)
    write(meeting, status="postponed", old_dates=["2022-01-09"])
    number, created, changed = told(client)
    assert (number, created) == (1, published)
    moment = meeting.events.latest("pgh_id").pgh_created_at
    assert changed == seconds(moment)
    make_delegation(meeting)
    assert told(client)[0] == 2
    meeting.meeting_places.create(place=make_place())
    assert told(client)[0] == 3


def test_what_an_entry_does_not_show_does_not_count(client):
    meeting = make_meeting()
    make_statement(meeting)
    make_follow_up(meeting)
    assert told(client)[0] == 0


def test_saves_of_a_draft_are_told_when_it_is_public_again(client):
    meeting = make_meeting("Talks")
    write(meeting, is_draft=True)
    write(meeting, title="Secret")
    write(meeting, title="Open talks")
    hidden = meeting.events.latest("pgh_id").pgh_created_at
    write(meeting, is_draft=False)
    number, _, changed = told(client)
    assert number == 1
    assert changed >= seconds(hidden)
    assert changed == seconds(meeting.events.latest("pgh_id").pgh_created_at)


def test_another_id_is_the_same_entry(client):
    meeting = make_meeting(slug="while-it-was-a-draft", draft=True)
    write(meeting, slug="first")
    write(meeting, is_draft=False)
    write(meeting, slug="second")
    assert entry(client)["UID"] == "first@testserver"
    assert entry(client, "/meetings/second.ics")["UID"] == "first@testserver"
    assert entry(client)["URL"] == "http://testserver/meetings/second/"
    response = client.get("/meetings/first.ics")
    assert (response.status_code, response["Location"]) == (301, "/meetings/second.ics")
    # Nobody was ever to see this one.
    assert client.get("/meetings/while-it-was-a-draft.ics").status_code in (301, 404)


def test_a_promise_begins_when_it_came_and_counts_its_own_changes(client):
    meeting = make_meeting(slug="talks")
    promise = make_follow_up(meeting, slug="f1", due="2022-03-01")
    added = seconds(promise.events.latest("pgh_id").pgh_created_at)
    assert told(client, "/follow-ups.ics") == (0, added, added)
    write(promise, state="met", outcome="They met.")
    write(meeting, title="Other talks")
    assert told(client, "/follow-ups.ics")[0] == 1
    assert entry(client, "/follow-ups.ics")["UID"] == "f1.talks@testserver"


def test_what_is_no_longer_public_is_gone(client):
    meeting = make_meeting()
    make_follow_up(meeting, due="2022-03-01")
    write(meeting, is_draft=True)
    for address in ("/meetings.ics", "/follow-ups.ics"):
        assert entries_of(client.get(address)) == []
    assert client.get(f"/meetings/{meeting.slug}.ics").status_code == 404
    Meeting.objects.all().delete()
    assert client.get(f"/meetings/{meeting.slug}.ics").status_code == 410
