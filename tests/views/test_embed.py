"""Cards for a frame on another site: what they show, and that they alone may be framed."""

import pytest

from talks.views.embed import first_sentence
from tests.factories import (
    make_appointment,
    make_delegation,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_place,
    make_statement,
)

pytestmark = pytest.mark.django_db
CARD, SAID = "/meetings/talks/embed/", "/meetings/talks/statements/s1/embed/"


@pytest.fixture
def talks():
    parties = [make_party(f"Party {n} of five") for n in range(1, 6)]
    envoys = [make_official(f"Envoy {n} of three") for n in range(1, 4)]
    make_appointment(envoys[0], parties[0], "Foreign Minister", starts="2020")
    meeting = make_meeting(
        "Talks on <arms>",
        slug="talks",
        status="postponed",
        starts="2022-01-10",
        outcome="U.S. envoys agreed on little. They will meet again.",
        places=[make_place("Geneva")],
    )
    for n, party in enumerate(parties):
        make_delegation(meeting, party, order=n, delegates=envoys if n == 0 else [])
    make_statement(
        meeting,
        "We go on.",
        slug="s1",
        party=parties[0],
        speaker=envoys[0],
        wording="verbatim",
        said_on="2022-01-11",
    )
    return meeting


def test_meeting_card_tells_the_meeting_in_short(talks, client):
    page = client.get(CARD).content.decode()
    assert '<a href="http://testserver/meetings/talks/" target="_blank" rel="noopener">' in page
    assert "Talks on &lt;arms&gt;" in page
    assert "10 January 2022 · <bdi>Geneva, Switzerland</bdi> · <strong>postponed</strong>" in page
    assert "Envoy 1 of three<small>, Foreign Minister</small>" in page
    assert "Envoy 3 of three" not in page and "and 1 more</small>" in page
    assert "Party 4 of five" in page and "and 1 more party" in page
    assert "U.S. envoys agreed on little.</p>" in page
    assert "1 statement and sources" in page


def test_statement_card_has_words_maker_and_day(talks, client):
    page = client.get(SAID).content.decode()
    assert "We go on.</blockquote>" in page
    assert "Envoy 1 of three</bdi></b>, <bdi>Foreign Minister</bdi>, <bdi>Party 1" in page
    assert "on 11 January 2022" in page
    assert 'href="http://testserver/meetings/talks/statements/s1/"' in page
    told = make_statement(talks, "They were frank.", speaker_title="an aide", cited=False)
    page = client.get(f"{told.get_absolute_url()}embed/").content.decode()
    assert "<blockquote" not in page and "an aide" in page


@pytest.mark.parametrize("address", [CARD, SAID])
def test_cards_alone_may_be_framed_and_set_no_cookie(address, talks, client):
    card, page = client.get(address), client.get(talks.get_absolute_url())
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert card["Cache-Control"] == "public, max-age=300"
    assert not card.cookies and "Cookie" not in card.get("Vary", "")
    assert b"<script" not in card.content
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_what_is_not_there_says_so_on_a_card(talks, client):
    talks.withdraw("A hoax.")
    for address in [CARD, SAID]:
        gone = client.get(address)
        assert gone.status_code == 410
        assert b"no longer in the public record" in gone.content
        assert b"hoax" not in gone.content
        assert "frame-ancestors *" in gone["Content-Security-Policy"]
    hidden = make_meeting(draft=True)
    never = client.get(f"/meetings/{hidden.slug}/embed/")
    assert (never.status_code, b"Not on record" in never.content) == (404, True)
    assert client.get("/meetings/talks/statements/s9/embed/").status_code in (404, 410)


def test_old_id_leads_to_the_card_of_today(talks, client):
    make_old_id(talks, "old-talks")
    moved = client.get("/meetings/old-talks/embed/")
    assert (moved.status_code, moved["Location"]) == (301, CARD)
    assert client.get("/meetings/talks/statements/none/embed/").status_code == 404


def test_page_offers_the_code_and_the_address_for_programs(talks, client):
    page = client.get(talks.get_absolute_url()).content.decode()
    assert "&lt;iframe src=&quot;http://testserver/meetings/talks/embed/&quot;" in page
    assert "title=&quot;Talks on &amp;lt;arms&amp;gt;&quot;" in page
    assert (
        '<link rel="alternate" type="application/json+oembed" href="http://testserver/oembed/'
        '?url=http%3A%2F%2Ftestserver%2Fmeetings%2Ftalks%2F&amp;format=json"'
    ) in page


@pytest.mark.parametrize("n", [1, 3])
def test_card_queries_do_not_grow(n, client, django_assert_num_queries):
    meeting = make_meeting(slug="talks")
    for _ in range(n):
        official, party = make_official(), make_party()
        make_appointment(official, party)
        make_delegation(meeting, party, delegates=[official])
    make_statement(meeting, slug="s1", jointly_with=[make_party() for _ in range(n)])
    with django_assert_num_queries(7):
        client.get(CARD)
    with django_assert_num_queries(6):
        client.get(SAID)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("One sentence", "One sentence"),
        ("One. Two.", "One."),
        ("Is it? Yes.", "Is it?"),
        ("The U.S. Navy left. It did.", "The U.S. Navy left."),
        ("At 3.5 per cent.\n\nMore.", "At 3.5 per cent."),
        ("Да. Нет.", "Да."),
        ("x" * 300, "x" * 258 + " …"),
    ],
)
def test_first_sentence_stands_alone(text, first):
    assert first_sentence(text) == first
