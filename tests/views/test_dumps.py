"""The page of files to take away: what it lists is there, and nothing else is."""

import re

import pytest

from talks.dumps.folders import add_dump, latest
from talks.dumps.making import make
from talks.record.json_schema import line_schema
from tests.factories import make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_FILES = tmp_path / "dumps"
    return settings.DATA_FILES


@pytest.fixture
def dump(folder):
    make_statement(make_meeting("Talks", slug="talks"), "No.", slug="s1", party=make_party())
    return add_dump(folder, make, keep=1)[0]


def test_page_says_that_there_is_none_yet(folder, client):
    page = client.get("/data/")
    assert "No files have been made of this record yet." in page.content.decode()
    assert client.get("/data/record.db").status_code == 404
    schema = client.get("/data/record-file.schema.json")
    assert schema.headers["Content-Type"] == "application/json" and schema.json() == line_schema()


def test_every_file_that_the_page_lists_is_there(dump, client, settings):
    page = client.get("/data/")
    html = page.content.decode()
    assert settings.DATA_LICENCE in html
    names = set(re.findall(r'href="/data/([^"]+)"', html))
    assert names == {path.name for path in dump.iterdir()}
    for name in names:
        assert client.get(f"/data/{name}").getvalue() == (dump / name).read_bytes()


def test_page_asks_the_record_nothing(dump, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/data/")
        client.get("/data/meetings.csv").close()


NONE = ["..", "%2e%2e", "..%2f.lock", ".lock", "other.csv", "%00", "meetings.csv%2f", "a" * 5000]


def test_what_the_manifest_does_not_name_is_not_there(dump, client):
    (dump / "other.csv").write_text("x")
    (dump.parent / ".lock").touch()
    assert [client.get(f"/data/{name}").status_code for name in NONE] == [404] * len(NONE)


def test_a_file_has_its_sum_for_an_etag(dump, client):
    first = client.get("/data/record.db")
    assert first.headers["Content-Length"] == str(len(first.getvalue()))
    assert first.headers["Content-Disposition"] == 'attachment; filename="record.db"'
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/data/record.db", headers=known).status_code == 304
    head = client.head("/data/record.db")
    assert head.headers["Content-Length"] == first.headers["Content-Length"]


def test_what_is_packed_is_not_packed_again(dump, client):
    packed = {"Accept-Encoding": "gzip"}
    for name, encoding in [("record.jsonl.gz", "identity"), ("meetings.csv", "gzip")]:
        response = client.get(f"/data/{name}", headers=packed)
        assert response.headers["Content-Encoding"] == encoding
        assert ("Content-Length" in response.headers) == (encoding == "identity")
        response.close()


def test_a_file_that_has_just_gone_is_not_there(dump, client):
    (dump / "meetings.csv").unlink()
    assert client.get("/data/meetings.csv").status_code == 404


def test_the_latest_is_shown(dump, folder, client):
    make_meeting("More talks", slug="more")
    add_dump(folder, make, keep=2)
    assert latest(folder) != dump
    assert "more" in client.get("/data/meetings.csv").getvalue().decode()


def test_about_and_every_foot_lead_there(client):
    html = client.get("/about/").content.decode()
    assert html.count('href="/data/"') == 2
