"""Officials and parties as Popolo.

The published schemas of Popolo (popoloproject.com, JSON Schema draft 3) are in no package. What
they ask is asserted here: the keys, the types, the form of dates; and that each id that is named
is one in the document.
"""

import json
import re

import pytest

from tests.factories import (
    make_appointment,
    make_delegation,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_source,
)

pytestmark = pytest.mark.django_db
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
TEXTS = (
    "id name label role sort_name classification identifier scheme note url person_id "
    "organization_id post_id area_id"
).split()
LISTS = "other_names identifiers links sources".split()
REFERENCES = {
    "person_id": "persons",
    "organization_id": "organizations",
    "post_id": "posts",
    "area_id": "areas",
}


def popolo(client, address, **query):
    response = client.get(address, query)
    assert response["Content-Type"] == "application/json"
    document = json.loads(b"".join(response.streaming_content))
    assert [*complaints_about(document)] == []
    return document


def complaints_about(document):
    assert [*document] == ["persons", "organizations", "posts", "memberships", "areas"]
    ids = {name: [row["id"] for row in rows] for name, rows in document.items()}
    for name, rows in ids.items():
        if len(rows) != len(set(rows)):
            yield f"an id stands twice among {name}"
    for rows in document.values():
        for row in rows:
            yield from complaints_about_row(row, ids)


def complaints_about_row(row, ids):
    for key, value in row.items():
        if key in REFERENCES and value not in ids[REFERENCES[key]]:
            yield f"{key} {value} leads nowhere"
        if key in TEXTS and not (isinstance(value, str) and value):
            yield f"{key} is no text"
        if key in ("start_date", "end_date") and not DATE.fullmatch(value):
            yield f"{key} is no date: {value}"
        if key == "member" and value["id"] not in ids["organizations"]:
            yield f"member {value['id']} leads nowhere"
        if key in LISTS:
            for each in value:
                yield from complaints_about_row(each, ids)
        elif key not in [*TEXTS, "start_date", "end_date", "member"]:
            yield f"{key} is unknown"


@pytest.fixture
def record():
    us = make_party("United States", slug="us", iso="US", wikidata="Q30")
    nato = make_party("NATO", slug="nato", kind="organisation", native_name="OTAN")
    make_party_name(us, "The States", starts="1776-07-04", ends="1800~")
    make_member(nato, us)
    ann = make_official("Ann Envoy", slug="ann", sort_name="Envoy, Ann", native_name="Анн")
    ben = make_official("Ben Envoy", slug="ben", other_names=["Benny"])
    source = make_source(slug="paper")
    make_appointment(ann, us, "Secretary", body="State", starts="1982-06", source=source)
    make_appointment(ann, nato, "Envoy", starts="1990~", ends="1992")
    make_appointment(ben, us, "Secretary", body="State", starts="1989")
    meeting = make_meeting()
    make_delegation(meeting, us, delegates=[ann, ben])
    make_delegation(meeting, nato)
    return us


def test_official_has_posts_in_parties(record, client):
    document = popolo(client, "/officials/ann.popolo")
    (person,) = document["persons"]
    assert person["sort_name"] == "Envoy, Ann"
    assert person["other_names"] == [{"name": "Анн", "note": "in their own script"}]
    assert person["links"] == [{"url": "http://testserver/officials/ann/", "note": "Parley"}]
    first, second = document["memberships"]
    assert (first["organization_id"], first["start_date"]) == ("us", "1982-06")
    assert first["sources"] == [{"url": "http://testserver/sources/paper/"}]
    assert "start_date" not in second
    assert second["end_date"] == "1992"
    assert {row["id"] for row in document["organizations"]} == {"us", "nato"}


def test_post_is_one_whoever_holds_it(record, client):
    document = popolo(client, "/officials.popolo")
    assert [row["id"] for row in document["persons"]] == ["ann", "ben"]
    assert [row["label"] for row in document["posts"]] == ["Secretary, State", "Envoy"]
    held = [row["person_id"] for row in document["memberships"] if row.get("role") == "Secretary"]
    assert held == ["ann", "ben"]


def test_party_is_an_organisation_in_a_country(record, client):
    document = popolo(client, "/parties/us.popolo")
    us = next(row for row in document["organizations"] if row["id"] == "us")
    assert us["classification"] == "state"
    assert us["other_names"] == [{"name": "The States", "start_date": "1776-07-04"}]
    assert us["identifiers"] == [{"scheme": "wikidata", "identifier": "Q30"}]
    (area,) = document["areas"]
    assert (area["id"], area["identifier"]) == (us["area_id"], "US")
    assert [row["id"] for row in document["persons"]] == ["ann", "ben"]
    in_bloc = [row for row in document["memberships"] if "member" in row]
    assert [(row["organization_id"], row["member"]["id"]) for row in in_bloc] == [("nato", "us")]


def test_lists_are_filtered_as_pages_are(record, client):
    assert len(popolo(client, "/officials.popolo", party="nato")["persons"]) == 1
    parties = popolo(client, "/parties.popolo", kind="organisation")
    assert [row["id"] for row in parties["organizations"]] == ["nato"]
    assert parties["memberships"] == parties["persons"] == []
    answer = client.get("/officials.popolo", {"party": "nowhere"})
    assert (answer.status_code, answer["Content-Type"][:10]) == (400, "text/plain")


def test_only_what_is_public_is_told(record, client):
    make_appointment(make_official(slug="hidden"), record)
    make_member(make_party("Hidden bloc", slug="hidden-bloc", kind="bloc"), record)
    for address in ["/officials.popolo", "/parties.popolo", "/parties/us.popolo"]:
        assert "idden" not in json.dumps(popolo(client, address))
    assert client.get("/officials/hidden.popolo").status_code == 404
    assert client.get("/parties/hidden-bloc.popolo").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/officials.popolo", 20), ("/parties.popolo", 10), ("/parties/us.popolo", 22)],
)
def test_queries_do_not_grow(address, queries, n, record, client, django_assert_num_queries):
    meeting = make_meeting()
    for _ in range(n):
        official, bloc = make_official(), make_party(kind="bloc")
        make_appointment(official, record, "Another", source=make_source())
        make_member(bloc, record)
        make_delegation(meeting, bloc, delegates=[official])
    with django_assert_num_queries(queries):
        b"".join(client.get(address).streaming_content)


def test_what_is_wrong_is_seen(record, client):
    document = popolo(client, "/officials/ann.popolo")
    document["memberships"][0] |= {"post_id": "x", "start_date": "1982~", "role": None, "odd": 1}
    assert [*complaints_about(document)] == [
        "role is no text",
        "post_id x leads nowhere",
        "start_date is no date: 1982~",
        "odd is unknown",
    ]
