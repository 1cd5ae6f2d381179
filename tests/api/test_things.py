"""One thing by its id: as in the record file; old ids lead on, removed ones are gone."""

import pytest

from talks.api.kinds import KINDS
from talks.record.exporter import meeting_object
from tests.factories import make_meeting, make_old_id, make_statement

THINGS = {
    "meetings": "meetings/talks",
    "statements": "meetings/talks/statements/s1",
    "follow_ups": "meetings/talks/follow-ups/f1",
    "officials": "officials/ann",
    "parties": "parties/russia",
    "issues": "issues/arms",
    "processes": "processes/process",
    "places": "places/geneva",
    "sources": "sources/paper",
}


@pytest.mark.parametrize("name", KINDS)
def test_one_is_what_its_model_declares(name, record, ask):
    KINDS[name].full.model_validate(ask(THINGS[name]))


def test_a_meeting_is_the_object_of_the_record_file(record, ask):
    assert ask("meetings/talks") == meeting_object(record.meeting)


def test_a_statement_is_as_in_its_list(record, ask):
    assert ask("meetings/talks/statements/s1") == ask("statements")["items"][0]


@pytest.mark.parametrize("name", KINDS)
def test_what_is_not_there_is_a_problem(name, record, client):
    head, _, _ = THINGS[name].rpartition("/")
    for slug in ("none", "x" * 600):
        response = client.get(f"/api/v1/{head}/{slug}")
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == 404


@pytest.mark.parametrize("address", ["meetings/draft", "meetings/draft/statements/s5"])
def test_a_draft_answers_as_nothing_does(address, record, client):
    make_statement(record.draft, slug="s5", party=record.party)
    asked, nothing = client.get(f"/api/v1/{address}"), client.get("/api/v1/meetings/none")
    assert (asked.status_code, asked.content) == (404, nothing.content)


def test_old_ids_lead_to_the_present_address(record, client):
    make_old_id(record.meeting, "before")
    make_old_id(record.party, "ussr")
    for old, present in [
        ("meetings/before", "meetings/talks"),
        ("meetings/before/statements/s1", "meetings/talks/statements/s1"),
        ("meetings/before/follow-ups/f1", "meetings/talks/follow-ups/f1"),
        ("parties/ussr", "parties/russia"),
    ]:
        response = client.get(f"/api/v1/{old}")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/api/v1/{present}"


def test_what_was_removed_is_gone(record, client):
    make_old_id(None, "dissolved", noun="party")
    response = client.get("/api/v1/parties/dissolved")
    assert (response.status_code, response.json()["detail"]) == (410, "Removed.")


def test_a_withdrawn_meeting_says_when_and_why(db, client):
    meeting = make_meeting(slug="withdrawn")
    meeting.is_draft, meeting.withdrawn_because = True, "It was another meeting."
    meeting.withdrawn_at = "2022-03-04T12:00Z"
    meeting.save()
    problem = client.get("/api/v1/meetings/withdrawn").json()
    assert (problem["status"], problem["withdrawn"]) == (410, "2022-03-04")
    assert problem["reason"] == "It was another meeting."
