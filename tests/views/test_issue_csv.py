"""The positions on an issue as CSV."""

import csv

import pytest

from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(slug="bridge", question="Should the bridge be built?")


def lines(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_a_line_says_all_of_a_statement(client, issue):
    meeting = make_meeting("The talks", slug="talks", starts="2022-01-10", ends="2022-01-12")
    make_statement(
        meeting,
        "No, and\n“never”.",
        slug="s1",
        party=make_party("Ruritania", slug="ruritania"),
        speaker=make_official("Ann Envoy", slug="ann-envoy"),
        speaker_title="Envoy",
        said_on="2022-01-11",
        act="rejection",
        wording="verbatim",
        setting="interview",
        issues=[(issue, "opposes")],
    )
    response = client.get("/issues/bridge.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="bridge.csv"'
    (line,) = lines(response)
    assert line.pop("sources").endswith(", paragraph 1")
    assert line == {
        "issue": "bridge",
        "question": "Should the bridge be built?",
        "party": "ruritania",
        "party_name": "Ruritania",
        "role": "maker",
        "meeting": "talks",
        "meeting_title": "The talks",
        "meeting_starts": "2022-01-10",
        "meeting_ends": "2022-01-12",
        "said_on": "2022-01-11",
        "stance": "opposes",
        "changed_from": "",
        "act": "rejection",
        "wording": "verbatim",
        "setting": "interview",
        "speaker": "ann-envoy",
        "speaker_name": "Ann Envoy",
        "speaker_title": "Envoy",
        "text": "No, and\n“never”.",
        "permalink": "http://testserver/meetings/talks/statements/s1/",
    }


def test_joint_makers_have_a_line_each_and_changes_are_told(client, issue):
    lead, partner = make_party(slug="lead"), make_party(slug="partner")
    make_statement(make_meeting(starts="2020"), party=partner, issues=[(issue, "supports")])
    make_statement(
        make_meeting(starts="2021"), party=lead, jointly_with=[partner], issues=[(issue, "neutral")]
    )
    make_statement(make_meeting(starts="2022"), speaker_title="an aide", issues=[issue])
    said = lines(client.get("/issues/bridge.csv"))
    assert [(row["party"], row["role"], row["stance"], row["changed_from"]) for row in said] == [
        ("partner", "maker", "supports", ""),
        ("lead", "maker", "neutral", ""),
        ("partner", "joint", "neutral", "supports"),
        ("", "maker", "", ""),
    ]


def test_drafts_are_not_in_it(client, issue):
    make_statement(make_meeting(), "Shown", issues=[issue])
    make_statement(make_meeting(draft=True), "Hidden", issues=[issue])
    assert [row["text"] for row in lines(client.get("/issues/bridge.csv"))] == ["Shown"]


def test_an_issue_of_drafts_alone_is_not_found(client, issue):
    make_statement(make_meeting(draft=True), issues=[issue])
    assert client.get("/issues/bridge.csv").status_code == 404


def test_parties_can_be_chosen_and_unknown_ones_are_refused(client, issue):
    one, other = make_party(slug="one"), make_party(slug="other")
    for party in (one, other):
        make_statement(party=party, issues=[(issue, "supports")])
    chosen = lines(client.get("/issues/bridge.csv?party=other"))
    assert [row["party"] for row in chosen] == ["other"]
    refused = client.get("/issues/bridge.csv?party=other&party=nowhere")
    assert refused.status_code == 400
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    assert "“nowhere”" in refused.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_queries(n, client, django_assert_num_queries, issue):
    for _ in range(n):
        make_statement(party=make_party(), speaker=make_official(), issues=[(issue, "supports")])
    with django_assert_num_queries(6):
        assert len(lines(client.get("/issues/bridge.csv"))) == n


def test_thousands_come_piece_by_piece(client, issue, monkeypatch):
    monkeypatch.setattr("talks.views.position_lines.AT_A_TIME", 2)
    meeting = make_meeting()
    for n in range(5):
        make_statement(meeting, f"Words {n}", order=n, issues=[issue])
    said = lines(client.get("/issues/bridge.csv"))
    assert [row["text"] for row in said] == [f"Words {n}" for n in range(5)]
