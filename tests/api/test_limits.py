"""How much one address may ask, told in every answer and refused with a time to wait."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from talks.api import limits


@pytest.fixture(autouse=True)
def a_minute(settings, tmp_path):
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"
    settings.API_REQUESTS_A_MINUTE, settings.API_SEARCHES_A_MINUTE = 3, 1
    with time_machine.travel("2026-01-01T10:00:20Z", tick=False) as now:
        yield now


def get(client, address="issues", **meta):
    return client.get(f"/api/v1/{address}", **meta)


def test_what_is_left_is_told(db, client):
    answers = [get(client) for _ in range(3)]
    assert [a.headers["RateLimit"] for a in answers] == [
        '"requests";r=2;t=40',
        '"requests";r=1;t=40',
        '"requests";r=0;t=40',
    ]
    assert answers[0].headers["RateLimit-Policy"] == '"requests";q=3;w=60'


def test_too_much_is_refused_until_the_minute_is_over(db, client, a_minute):
    assert [get(client).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = get(client)
    assert refused.headers["Retry-After"] == "40"
    assert refused.headers["RateLimit"] == '"requests";r=0;t=40'
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["status"] == 429
    a_minute.shift(40)
    assert get(client).status_code == 200


def test_a_search_counts_as_both(db, client):
    assert get(client, "search?q=arms").status_code == 200
    refused = get(client, "search?q=arms")
    assert refused.status_code == 429
    assert refused.headers["RateLimit"] == '"requests";r=1;t=40, "searches";r=0;t=40'
    assert get(client).status_code == 200


def test_each_address_has_its_own(db, client):
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8:1:1::1"):
        assert [get(client, REMOTE_ADDR=address).status_code for _ in range(4)][-1] == 429
    assert get(client, REMOTE_ADDR="2001:db8:1:1:ffff::9").status_code == 429
    assert get(client, REMOTE_ADDR="2001:db8:1:2::1").status_code == 200


def test_behind_a_proxy_it_is_what_the_proxy_saw(db, client, settings):
    settings.BEHIND_HTTPS = True
    for n in range(4):
        seen = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}, 192.0.2.7"}
        answer = get(client, **seen, secure=True)
    assert answer.status_code == 429


def test_nought_is_no_limit(db, client, settings):
    settings.API_REQUESTS_A_MINUTE = 0
    answers = [get(client) for _ in range(6)]
    assert {a.status_code for a in answers} == {200}
    assert "RateLimit" not in answers[0].headers


def test_many_at_once_are_each_counted():
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: limits.count("requests", "192.0.2.1"), range(40)))
    assert sorted(counts) == list(range(1, 41))


def test_no_address_is_kept_nor_any_count_after_its_minute(a_minute):
    limits.count("requests", "192.0.2.1")
    a_minute.shift(60)
    limits.count("requests", "192.0.2.2")
    with sqlite3.connect(limits.settings.API_LIMITS_FILE) as file:
        rows = file.execute("SELECT sender FROM asked").fetchall()
    file.close()
    assert len(rows) == 1 and "192.0.2" not in rows[0][0]


def test_everybody_may_ask_when_nothing_can_be_counted(db, client, settings, tmp_path, caplog):
    limits.settings.API_LIMITS_FILE.write_bytes(b"not a database, and longer than one page" * 200)
    assert {get(client).status_code for _ in range(5)} == {200}
    assert "not counted" in caplog.text
