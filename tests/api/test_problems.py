"""What is not understood is refused in words, by parameter; every error is problem details."""

import pytest

from talks.api import lists
from talks.api.keyset import Cursors, Key
from talks.models import Meeting


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("party=rusia", "party", "rusia"),
        ("party=", "party", "no value"),
        ("format=shout", "format", "shout"),
        ("after=2022-13-45", "after", "2022-13-45"),
        ("year=next", "year", "next"),
        ("ordering=title", "ordering", "title"),
        ("limit=0", "limit", "1 to 100"),
        ("limit=101", "limit", "101"),
        ("limit=ten", "limit", "ten"),
        ("limit=%D9%A3", "limit", "1 to 100"),
        ("cursor=abc", "cursor", "next"),
        ("cursor=.", "cursor", "next"),
        ("page=2", "page", "There is no parameter"),
        ("q=%00", "q", "plain characters"),
        ("%22%3E=1", '">', "There is no parameter"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(query, parameter, word, record, client):
    response = client.get(f"/api/v1/meetings?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["title"], problem["status"]) == ("Bad Request", 400)
    assert parameter in {error["parameter"] for error in problem["errors"]}
    assert word in problem["detail"] and "left out" not in problem["detail"]


def test_every_complaint_is_told_at_once(record, client):
    problem = client.get("/api/v1/statements?party=rusia&act=shout&limit=0&zz=1").json()
    assert {e["parameter"] for e in problem["errors"]} == {"party", "act", "limit", "zz"}


def test_a_cursor_is_of_one_list_in_one_order(record, client):
    following = client.get("/api/v1/meetings?limit=1").json()["next"]
    assert client.get(following).status_code == 200
    assert client.get(f"{following}&ordering=starts").status_code == 400
    assert client.get(following.replace("meetings", "statements")).status_code == 400
    assert client.get(f"{following}x").status_code == 400


def test_a_cursor_says_the_same_each_time():
    """Else no page would ever be answered 304."""
    cursors = Cursors("meetings", [Key.of("slug", Meeting)])
    assert cursors.text(["talks"]) == cursors.text(["talks"])
    assert cursors.place(cursors.text(["talks"])) == ["talks"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["meetings", "openapi.json", "search"])
def test_the_api_is_only_read(method, address, db, client):
    response = getattr(client, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Allow"] == "GET, HEAD"


def test_head_is_answered_as_get_without_a_body(record, client):
    head, get = client.head("/api/v1/meetings"), client.get("/api/v1/meetings")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]


@pytest.mark.parametrize("address", ["", "nothing", "meetings/", "meetings/UPPER", "x" * 3000])
def test_an_unknown_address_is_a_problem(address, db, client):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_query_with_too_many_fields_is_refused(db, client):
    response = client.get("/api/v1/meetings?" + "&".join(f"a{n}=1" for n in range(20_001)))
    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_a_fault_of_ours_is_noted_and_tells_nothing(record, client, monkeypatch, caplog):
    def fails(*_):
        raise RuntimeError("a secret")

    monkeypatch.setattr(lists, "in_list", fails)
    response = client.get("/api/v1/meetings")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content and "a secret" in caplog.text


def test_what_has_not_changed_is_answered_304(record, client):
    etag = client.get("/api/v1/meetings").headers["ETag"]
    again = client.get("/api/v1/meetings", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    record.meeting.title = "Other talks"
    record.meeting.save()
    assert client.get("/api/v1/meetings", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("/api/v1/meetings", True),
        ("/api/v1/nothing", True),
        ("/issues/arms.csv", True),
        ("/meetings/", False),
        ("/admin/login/", False),
        ("/admin/x.json", False),
    ],
)
def test_scripts_of_other_sites_read_data_alone(address, is_open, record, client):
    response = client.get(address, headers={"origin": "https://example.org"})
    assert response.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None)
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_a_preflight_is_answered(db, client):
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    response = client.options("/api/v1/meetings", headers=asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"]
