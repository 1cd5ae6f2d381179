"""oEmbed: an address of ours becomes a frame; all other addresses are refused."""

import pytest
from lxml import etree

from tests.factories import make_meeting, make_official, make_old_id, make_party, make_statement

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def talks():
    meeting = make_meeting('Talks on "arms" & <peace>\x01', slug="talks")
    make_statement(
        meeting, "We go on.", slug="s1", speaker=make_official("Ann"), party=make_party()
    )
    return meeting


def asked(client, url, **query):
    return client.get("/oembed/", {"url": url, **query})


def test_meeting_is_answered_as_a_frame(talks, client):
    response = asked(client, f"{SITE}/meetings/talks/")
    answer = response.json()
    assert {
        key: answer[key] for key in ("version", "type", "provider_name", "width", "height")
    } == {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Parley",
        "width": 600,
        "height": 320,
    }
    frame = etree.HTML(answer["html"]).find(".//iframe")
    assert frame.get("src") == f"{SITE}/meetings/talks/embed/"
    assert frame.get("title").startswith('Talks on "arms" & <peace>')
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["statements/s1/", "#s-s1", "?page=1#s-s1", "statements/s1/embed/"]
)
def test_statement_is_known_by_each_of_its_addresses(path, talks, client):
    answer = asked(client, f"https://testserver/meetings/talks/{path}").json()
    assert "/meetings/talks/statements/s1/embed/" in answer["html"]
    assert answer["title"].startswith("Ann, Talks on")


def test_anchor_that_is_no_statement_leaves_the_meeting(talks, client):
    for anchor in ["#s-\x00", "#outcome", "#"]:
        answer = asked(client, f"{SITE}/meetings/talks/{anchor}").json()
        assert "/meetings/talks/embed/" in answer["html"]


def test_limits_are_kept(talks, client):
    answer = asked(client, f"{SITE}/meetings/talks/", maxwidth=320, maxheight=200).json()
    assert (answer["width"], answer["height"]) == (320, 200)
    assert 'width="320" height="200"' in answer["html"]
    assert asked(client, f"{SITE}/meetings/talks/", maxwidth=5000).json()["width"] == 600


def test_xml_says_the_same_escaped(talks, client):
    response = asked(client, f"{SITE}/meetings/talks/", format="xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    said = {each.tag: each.text for each in etree.fromstring(response.content)}
    plain = asked(client, f"{SITE}/meetings/talks/").json()
    assert said == {key: str(value).replace("\x01", "") for key, value in plain.items()}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": f"{SITE}/meetings/talks/", "maxwidth": "wide"}, 400),
        ({"url": f"{SITE}/meetings/talks/", "maxwidth": "-5"}, 400),
        ({"url": f"{SITE}/meetings/talks/", "maxheight": "0"}, 400),
        ({"url": f"{SITE}/meetings/talks/", "maxwidth": "9" * 5000}, 400),
        ({"url": f"{SITE}/meetings/talks/", "format": "yaml"}, 501),
        ({"url": "http://other.example/meetings/talks/"}, 404),
        ({"url": "http://testserver.other.example/meetings/talks/"}, 404),
        ({"url": "http://testserver@other.example/meetings/talks/"}, 404),
        ({"url": "javascript://testserver/meetings/talks/"}, 404),
        ({"url": "//testserver/meetings/talks/"}, 404),
        ({"url": "http://[/meetings/talks/"}, 404),
        ({"url": "/meetings/talks/"}, 404),
        ({"url": f"{SITE}/"}, 404),
        ({"url": f"{SITE}/admin/"}, 404),
        ({"url": f"{SITE}/officials/ann/"}, 404),
        ({"url": f"{SITE}/meetings/none/"}, 404),
        ({"url": f"{SITE}/meetings/talks/#s-none"}, 404),
        ({"url": f"{SITE}/meetings/talks/statements/none/"}, 404),
        ({"url": f"{SITE}/meetings/talks/\x00#s-\x00"}, 404),
        ({"url": f"{SITE}/meetings/talks/statements/\x00/"}, 404),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(query, status, talks, client):
    response = client.get("/oembed/", query)
    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.endswith(b".\n")


def test_drafts_and_the_withdrawn_are_not_there_and_old_ids_are(talks, client):
    hidden = make_meeting(draft=True)
    assert asked(client, f"{SITE}/meetings/{hidden.slug}/").status_code == 404
    make_old_id(talks, "old-talks")
    assert asked(client, f"{SITE}/meetings/old-talks/").json()["html"].count("/talks/embed/") == 1
    talks.withdraw("A hoax.")
    assert asked(client, f"{SITE}/meetings/talks/").status_code == 404
