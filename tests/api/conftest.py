"""A small record with one row of everything, and a draft beside it."""

from types import SimpleNamespace

import pytest

from tests.factories import (
    make_appointment,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)


def make_record():
    party, other = make_party("Russia", slug="russia"), make_party("France", slug="france")
    official, issue = make_official("Ann Public", slug="ann"), make_issue("Arms", slug="arms")
    source, process = make_source(slug="paper"), make_process(slug="process")
    make_appointment(official, party, source=source)
    meeting = make_meeting(
        "Talks on arms",
        slug="talks",
        parties=[party, other],
        places=[make_place("Geneva", slug="geneva")],
        issues=[issue],
        process=process,
        source=source,
    )
    meeting.delegations.first().delegates.create(official=official)
    said = {"slug": "s1", "speaker": official, "party": party, "source": source}
    statement = make_statement(meeting, "No missiles.", issues=[(issue, "opposes")], **said)
    draft = make_meeting("Secret talks", slug="draft", draft=True, parties=[party])
    later = make_meeting("Later talks", slug="later", starts="2022-02-01", parties=[party, other])
    promised = {"promised_by": [party], "due": "2022-02", "source": source}
    follow_up = make_follow_up(meeting, "Meet again.", slug="f1", to_meeting=later, **promised)
    return SimpleNamespace(
        party=party,
        meeting=meeting,
        statement=statement,
        draft=draft,
        later=later,
        follow_up=follow_up,
    )


@pytest.fixture
def record(db):
    return make_record()


@pytest.fixture
def ask(client):
    """The JSON of an address below /api/v1/, which is answered 200."""

    def asked(address, **query):
        response = client.get(f"/api/v1/{address}", query)
        assert response.status_code == 200, response.content
        return response.json()

    return asked
