"""What is new, as Atom feeds: of lists under their filters, and of single nouns."""

import pytest

from talks.models import Meeting, Party, Statement
from talks.views import feeds
from tests.factories import (
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_statement,
)
from tests.views.feed_reading import feed_of, link_of, titles, words

pytestmark = pytest.mark.django_db
LISTS = ["/meetings.atom", "/statements.atom", "/follow-ups.atom"]


def make_everything(n=1):
    for _ in range(n):
        party, official = make_party(), make_official()
        meeting = make_meeting(places=[make_place()], issues=[make_issue()], process=make_process())
        make_delegation(meeting, party, delegates=[official])
        make_statement(meeting, party=party, speaker=official, issues=[make_issue()])
        make_follow_up(meeting, promised_by=[party], due="2022-03-01")


@pytest.fixture
def record(db):
    russia, issue = make_party("Russia", slug="russia"), make_issue("Arms", slug="arms")
    official, process = (
        make_official("Ann Envoy", slug="ann"),
        make_process("Series", slug="series"),
    )
    geneva = make_place("Geneva", slug="geneva")
    talks = make_meeting(
        "Security talks",
        slug="talks",
        summary="They <b>spoke</b>.",
        places=[geneva],
        issues=[issue],
        process=process,
    )
    make_delegation(talks, russia, delegates=[official])
    make_statement(
        talks,
        "We will not & <i>cannot</i>.",
        slug="s1",
        party=russia,
        speaker=official,
        speaker_title="Envoy",
        issues=[(issue, "opposes")],
        act="rejection",
        wording="verbatim",
    )
    make_statement(make_meeting("Other"), "Paraphrased.", party=make_party("Ruritania"))
    make_follow_up(talks, "Speak again", promised_by=[russia], due="2022-02~")
    draft = make_meeting("Draft", parties=[russia], draft=True)
    make_statement(draft, "Secret", party=russia), make_follow_up(draft, "Secret")


def test_a_meeting_is_told_with_all_of_its_facts(record, client):
    entry = next(e for e in feed_of(client, "/meetings.atom").entries if "talks" in e.title)
    assert entry.title == "Security talks"
    assert entry.link == "http://testserver/meetings/talks/"
    assert {tag.term for tag in entry.tags} == {"Arms", "Series"}
    said = words(entry)
    assert "<p>10 January 2022, Geneva, Switzerland. Held.</p>" in said
    assert "<p>Parties: Russia</p>" in said
    # Text is text: nothing of it is markup.
    assert "They &lt;b&gt;spoke&lt;/b&gt;." in said


def test_a_statement_is_told_with_who_and_where(record, client):
    entries = feed_of(client, "/statements.atom").entries
    entry = next(e for e in entries if "Ann" in e.title)
    assert entry.title == "Ann Envoy, Envoy (Russia): “We will not & <i>cannot</i>.”"
    assert entry.author == "Ann Envoy, Envoy (Russia)"
    assert entry.link == "http://testserver/meetings/talks/statements/s1/"
    said = words(entry)
    assert "We will not &amp; &lt;i&gt;cannot&lt;/i&gt;." in said
    assert 'href="http://testserver/officials/ann/">Ann Envoy</a>' in said
    assert "rejected, in a verbatim quotation" in said
    other = next(e for e in entries if "Ruritania" in e.title)
    # Words in a paraphrase are not those of whom they are about: the feed's author stands.
    assert other.get("author", "Parley") == "Parley"


def test_a_promise_is_told_with_its_due_date(record, client):
    (entry,) = feed_of(client, "/follow-ups.atom").entries
    assert entry.title == "Due: Speak again (about February 2022, exact day not on record)"
    assert "Promised by: Russia" in words(entry)


@pytest.mark.parametrize(
    ("address", "count", "title"),
    [
        ("/meetings.atom", 2, "Meetings – Parley"),
        ("/meetings.atom?party=russia", 1, "Meetings with Russia – Parley"),
        ("/statements.atom?issue=arms", 1, "Statements on Arms – Parley"),
        ("/follow-ups.atom?state=met", 0, "Follow-ups that were met – Parley"),
        ("/parties/russia.atom", 3, "Russia – Parley"),
        ("/officials/ann.atom", 2, "Ann Envoy – Parley"),
        ("/issues/arms.atom", 2, "Arms – Parley"),
        ("/issues/arms.atom?party=ruritania", 0, "Arms (Party: Ruritania) – Parley"),
        ("/processes/series.atom", 3, "Series – Parley"),
        ("/places/geneva.atom", 1, "Geneva, Switzerland – Parley"),
    ],
)
def test_a_feed_holds_what_its_list_holds(record, client, address, count, title):
    Party.objects.filter(name="Ruritania").update(slug="ruritania")
    found = feed_of(client, address)
    assert (len(found.entries), found.feed.title) == (count, title)
    assert b"Secret" not in client.get(address).content
    page = link_of(found.feed, "alternate").removeprefix("http://testserver")
    assert page == address.replace(".atom", "/")
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/meetings.atom?party=rusia",
        "/statements.atom?x=1",
        "/follow-ups.atom?page=0",
        "/meetings.atom?page=x",
        "/meetings.atom?page=²",
        "/parties/russia.atom?act=demand",
        "/corrections.atom?party=russia",
        "/meetings/talks.atom?x=1",
    ],
)
def test_what_is_not_understood_is_answered_in_a_sentence(record, client, address):
    response = client.get(address)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.endswith(b".\n")


def test_any_text_is_told(client):
    text = "\x00]]>\x07&lt;\ufffe\x1b<script>\u2028محادثات 🤝 \x0b".replace("\x00", "")
    make_statement(make_meeting(text), text, party=make_party(text), wording="verbatim")
    make_follow_up(make_meeting(), text, due="2022")
    for address in LISTS:
        for entry in feed_of(client, address).entries:
            assert "\x07" not in entry.title
            assert "<script>" not in entry.content[0].value


def test_long_feeds_have_pages(record, client, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES_ON_A_PAGE", 1)
    first = feed_of(client, "/statements.atom")
    assert link_of(first.feed, "next") == "http://testserver/statements.atom?page=2"
    second = feed_of(client, "/statements.atom?page=2")
    assert (
        titles(first) + titles(second)
        == [
            "Ruritania: Paraphrased.",
            "Ann Envoy, Envoy (Russia): “We will not & <i>cannot</i>.”",
        ]
        or len(titles(first) + titles(second)) == 2
    )
    assert first.feed.id == second.feed.id
    assert link_of(second.feed, "first") == "http://testserver/statements.atom"
    assert link_of(second.feed, "previous") == "http://testserver/statements.atom"
    assert link_of(second.feed, "next") is None
    assert client.get("/statements.atom?page=3").status_code == 404


def test_an_empty_feed_is_the_same_each_time(client):
    assert feed_of(client, "/meetings.atom").feed.updated == "1970-01-01T00:00:00+00:00"
    tag = client.get("/meetings.atom")["ETag"]
    assert client.get("/meetings.atom", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [*zip(LISTS, [12, 9, 6], strict=True), ("/corrections.atom", 3)],
)
def test_queries_do_not_grow_with_rows(client, django_assert_num_queries, n, address, queries):
    make_everything(n)
    with django_assert_num_queries(queries):
        found = feed_of(client, address)
    assert len(found.entries) == (0 if "corrections" in address else n)


@pytest.mark.parametrize("noun", ["parties", "officials", "issues", "processes", "places"])
def test_nouns_that_are_not_public_have_no_feed(client, noun):
    make_party(slug="x"), make_official(slug="x"), make_issue(slug="x")
    make_process(slug="x"), make_place(slug="x")
    assert client.get(f"/{noun}/x.atom").status_code == 404


def test_pages_announce_their_feeds(record, client):
    for page in ("/meetings/", "/statements/", "/parties/russia/", "/meetings/talks/"):
        address = f"{page.removesuffix('/')}.atom"
        html = client.get(page).content.decode()
        assert f'type="application/atom+xml" href="{address}" title="Atom feed"' in html


def test_rows_that_are_gone_are_gone(record, client):
    Statement.objects.all().delete()
    Meeting.objects.update(is_draft=True)
    assert [titles(feed_of(client, address)) for address in LISTS] == [[], [], []]
