"""The page of search, what it finds and offers, and the names suggested while one types."""

import re

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse

from talks.views import search as views
from tests.factories import (
    make_appointment,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db


def ask(client, words="", **query):
    return client.get(reverse("search"), {"q": words, **query})


def found(response):
    return list(response.context["page"])


def names(response):
    return [str(row) for group in response.context["names"] for row in group.rows]


@pytest.fixture
def sherman(db):
    """What was said of an open door, by two people in two years."""
    states, russia = make_party("United States"), make_party("Russia")
    sherman = make_official("Wendy Sherman", slug="wendy-sherman")
    ryabkov = make_official("Sergei Ryabkov", native_name="Рябков")
    meeting = make_meeting(
        "Security talks", parties=[states], summary="Talks on an open door.", starts="2022-01-10"
    )
    make_delegation(meeting, russia, delegates=[ryabkov])
    make_delegation(meeting, make_party("Third"), delegates=[sherman])
    issue = make_issue("Enlargement")
    said = make_statement(
        meeting,
        "We will not slam closed NATO’s open door policy.",
        party=states,
        speaker=sherman,
        issues=[issue],
        act="rejection",
        wording="verbatim",
    )
    other = make_statement(
        make_meeting("Later", starts="2023"),
        "A door, opened with care, is a guarantee.",
        party=russia,
        speaker=ryabkov,
        act="demand",
    )
    return said, other


@pytest.mark.parametrize("n", [1, 3])
def test_search_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        party, official, issue = make_party("Door A"), make_official("Door B"), make_issue("Door C")
        meeting = make_meeting(
            "Door talks",
            parties=[party],
            places=[make_place("Door")],
            process=make_process("Door"),
            issues=[issue],
        )
        make_appointment(official, party, starts="2020")
        make_delegation(meeting, make_party(), delegates=[official])
        make_statement(
            meeting,
            "An open door.",
            party=party,
            speaker=official,
            issues=[issue],
            jointly_with=[make_party()],
            joint_speakers=[make_official()],
        )
    with django_assert_num_queries(25):
        response = ask(client, "door")
    assert len(found(response)) == n
    assert len(response.context["meetings"]) == n
    assert len(names(response)) == 5 * n
    with django_assert_num_queries(16):
        ask(client, "door", kind="meetings")
    with django_assert_num_queries(12):
        ask(client, "door", kind="names")


def test_one_search_finds_what_was_said_of_the_open_door(client, sherman):
    response = ask(client, "open door")
    assert set(found(response)) == set(sherman)
    html = response.content.decode()
    assert "NATO’s <mark>open door</mark> policy" in html
    assert "A <mark>door</mark>, <mark>opened</mark> with care" in html
    assert [row.title for row in response.context["meetings"]] == ["Security talks"]
    assert found(ask(client, '"open door"')) == [sherman[0]]


def test_search_speaks_of_what_it_looked_for(client, sherman):
    html = " ".join(ask(client, 'the "open door" nato -russia').content.decode().split())
    assert (
        "Statements that hold the phrase “<bdi>open door</bdi>” and “<bdi>nato</bdi>”, in any form"
        " of the words; those with “<bdi>russia</bdi>” were left out." in html
    )
    assert "“<bdi>the</bdi>” is too common to search for, and left out." in html
    html = " ".join(ask(client, "open or shut", act="rejection").content.decode().split())
    assert "Rejections that hold “<bdi>open</bdi>”, or “<bdi>shut</bdi>”, in any form" in html


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", ""),
        ("the of", "are too common to search for"),
        ("-door", "A search needs a word to look for"),
        ("\0", "at most 500 plain characters"),
        ("x" * 1_000_000, "at most 500 plain characters"),
    ],
)
def test_search_for_nothing_says_how_to_ask(words, sentence, client, sherman):
    response = ask(client, words)
    assert response.status_code == 200
    html = response.content.decode()
    assert "How to ask" in html
    assert sentence in html
    assert len(html) < 30_000


def test_every_example_is_read_as_it_says():
    questions = [str(views.parse(words)) for words, _ in views.EXAMPLES]
    assert questions == [words for words, _ in views.EXAMPLES]


def test_search_counts_what_each_link_leads_to(client, sherman):
    response = ask(client, "door")
    shown = {facet.name for facet in response.context["facets"].shown}
    assert {"party", "official", "issue", "act", "wording", "year"} <= shown
    for facet in response.context["facets"].shown:
        for value in facet.values:
            narrowed = client.get(f"{reverse('search')}?{value.query}")
            assert narrowed.context["page"].paginator.count == value.count
            assert narrowed.context["chips"]
            assert f"?{value.query}".replace("&", "&amp;") in response.content.decode()


def test_search_charts_the_years_whichever_is_chosen(client, sherman):
    for query in ({}, {"year": "2022"}):
        response = ask(client, "door", **query)
        bars = {bar.year: bar for bar in response.context["chart"].bars}
        assert {year: bar.count for year, bar in bars.items()} == {2022: 1, 2023: 1}
    assert (bars[2022].is_chosen, bars[2023].is_chosen) == (True, False)
    assert bars[2022].href == "?q=door"
    assert bars[2023].href == "?q=door&year=2023"


def test_search_in_every_order(client):
    new = make_statement(make_meeting(starts="2023"), "A door, far from what is open.")
    old = make_statement(make_meeting(starts="2021"), "An open door.")
    assert found(ask(client, "open door")) == [old, new]
    assert found(ask(client, "open door", ordering="relevance")) == [old, new]
    assert found(ask(client, "open door", ordering="-starts")) == [new, old]
    assert found(ask(client, "open door", ordering="starts")) == [old, new]
    orders = ask(client, "open door", ordering="starts").context["orders"]
    assert [(o.label, o.query, o.is_chosen) for o in orders] == [
        ("Most relevant", "q=open+door", False),
        ("Newest", "q=open+door&ordering=-starts", False),
        ("Oldest", "q=open+door&ordering=starts", True),
    ]


def test_search_for_one_kind(client, sherman):
    response = ask(client, "door", kind="meetings")
    assert [row.title for row in found(response)] == ["Security talks"]
    assert "Talks on an open <mark>door</mark>." in response.content.decode()
    response = ask(client, "sherman", kind="names")
    assert names(response) == ["Wendy Sherman"]
    kinds = response.context["kinds"]
    assert {key: choice.count for key, choice in kinds.items()} == {
        "all": "",
        "statements": "0",
        "meetings": "0",
        "names": "1",
    }
    assert kinds["names"].is_chosen
    response = ask(client, "door", kind="statements")
    assert (found(response), response.context["meetings"]) == (list(sherman)[::-1], [])
    assert "We do not know the kind" in ask(client, "door", kind="shoes").content.decode()


def test_names_come_first_in_any_script(client, sherman):
    assert names(ask(client, "Рябков")) == ["Sergei Ryabkov"]
    assert names(ask(client, "russ")) == ["Russia"]
    assert names(ask(client, "open or sherman")) == []


def test_who_is_named_in_the_words_may_have_said_the_rest(client, sherman):
    response = ask(client, "sherman open door")
    assert found(response) == []
    (offer,) = response.context["speakers"]
    assert (str(offer.row), offer.words, offer.count) == ("Wendy Sherman", "open door", 1)
    followed = client.get(f"{reverse('search')}?{offer.query}")
    assert found(followed) == [sherman[0]]
    assert response.context["spoken"] == [sherman[0]]
    assert "NATO’s <mark>open door</mark> policy" in response.content.decode()
    assert ask(client, "sherman tomato").context["speakers"] == []


def test_nothing_found_offers_what_asks_less(client, sherman):
    def looser(words, **query):
        response = ask(client, words, **query)
        assert "Nothing found." in response.content.decode()
        for offer in response.context["looser"]:
            followed = client.get(f"{reverse('search')}?{offer.query}")
            assert followed.context["page"].paginator.count == offer.count
        return {offer.text: offer.words for offer in response.context["looser"]}

    assert looser('"policy door"') == {
        "without the quotation marks": "policy door",
        "with any of the words, outside quotation marks": "policy or door",
    }
    assert looser("door -open") == {"without the words that were shut out": "door"}
    assert looser("door tomato") == {"with any of the words": "door or tomato"}
    assert looser("door", act="offer") == {"without the filters": "door"}
    assert looser("tomato") == {}


def test_a_slip_in_a_name_is_asked_about(client, sherman):
    response = ask(client, "Ryabkow")
    assert "Did you mean" in response.content.decode()
    assert '<a href="?q=Sergei%20Ryabkov"><bdi>Sergei Ryabkov</bdi></a>' in (
        response.content.decode()
    )
    assert ask(client, "door").context["nearly"] == []


def test_texts_and_names_stay_text(client):
    party = make_party("<b>Door</b>")
    meeting = make_meeting("<i>Door</i>", parties=[party])
    make_statement(meeting, '<img src="x"> "door"</p> <mark>', party=party)
    html = ask(client, "door").content.decode()
    assert (
        "&lt;img src=&quot;x&quot;&gt; &quot;<mark>door</mark>&quot;&lt;/p&gt; &lt;mark&gt;" in html
    )
    assert "&lt;i&gt;<mark>Door</mark>&lt;/i&gt;" in html
    assert not re.search("<(b|i|img)[> ]", html)
    html = ask(client, '"><script>alert(1)</script> door').content.decode()
    assert "<script>" not in html


def test_search_has_no_draft(client):
    shown = make_statement(make_meeting("Shown door"), "The door is shown.")
    official, party, issue = make_official("Door A"), make_party("Door B"), make_issue("Door C")
    draft = make_meeting(
        "Hidden door",
        draft=True,
        parties=[party],
        issues=[issue],
        places=[make_place("Door D")],
        process=make_process("Door E"),
    )
    make_delegation(draft, make_party("Door F"), delegates=[official])
    make_statement(draft, "The door is hidden.", party=party, speaker=official, issues=[issue])
    response = ask(client, "door")
    assert found(response) == [shown]
    assert [str(row) for row in response.context["meetings"]] == ["Shown door"]
    assert names(response) == []
    assert response.context["facets"].total == 1
    counts = {key: choice.count for key, choice in response.context["kinds"].items()}
    assert counts == {"all": "", "statements": "1", "meetings": "1", "names": "0"}
    values = [v.label for facet in response.context["facets"].all for v in facet.values]
    assert not any("Door" in label for label in values)
    assert len(found(ask(client, "door", kind="meetings"))) == 1
    assert ask(client, "hidden").context["looser"] == []
    assert ask(client, "hidden door").context["looser"][0].count == 1
    assert ask(client, "doorr").context["nearly"] == []
    assert ask(client, "door shown").context["speakers"] == []
    html = client.get(reverse("search_suggestions"), {"q": "door"}).content.decode()
    assert re.findall(r"<bdi>(.*?)</bdi>", html) == ["Shown door"]


def test_a_very_common_word_is_searched_in_part_and_that_is_said(client, monkeypatch):
    monkeypatch.setattr(views, "CAP", 2)
    for _ in range(3):
        make_statement(text="A door.")
    response = ask(client, "door")
    html = response.content.decode()
    assert "more than 2 statements" in html
    assert "the first 2 found were counted and ranked" in html
    assert len(found(response)) == 2


def test_search_comes_in_pages(client):
    for _ in range(21):
        make_statement(text="A door.")
    first, second = ask(client, "door"), ask(client, "door", page="2")
    assert (len(found(first)), len(found(second))) == (20, 1)
    assert not set(found(first)) & set(found(second))
    assert "?q=door&amp;page=2" in first.content.decode()
    last = ask(client, "door", page="99999999999999999999")
    assert "this is page 2" in last.content.decode()


def test_pages_beyond_those_ranked_beside_the_counts_go_on_in_order(client, monkeypatch):
    monkeypatch.setattr("talks.facets.counting.BEST", 30)
    doors = [make_statement(text="A door." + " Rain." * (50 - n)) for n in range(45)]
    made_unlike = make_statement(text="A door, a door, and another door.")
    pages = [found(ask(client, "door", page=str(number))) for number in (1, 2, 3)]
    assert [row for page in pages for row in page] == [made_unlike, *reversed(doors)]


@pytest.mark.django_db(transaction=True)
def test_a_second_look_at_results_costs_less(client, django_assert_num_queries):
    cache.clear()
    for _ in range(21):
        make_statement(text="A door.")
    for query, first, second in [({}, 14, 11), ({"ordering": "starts"}, 14, 12)]:
        for number in (first, second):
            with django_assert_num_queries(number):
                ask(client, "door", **query)


def test_search_stays_out_of_other_search_engines(client, sherman):
    for words in ("", "door"):
        html = ask(client, words).content.decode()
        assert '<meta name="robots" content="noindex">' in html
        assert 'rel="canonical"' not in html


def test_the_box_stands_once_on_every_page(client, sherman):
    for address in (reverse("about"), reverse("search"), f"{reverse('search')}?q=door"):
        html = client.get(address).content.decode()
        assert html.count('role="search"') == 1
        assert html.count('name="q"') == 1
        assert html.count('id="search-suggested"') == 1
    assert 'name="q" value="door"' in html


@pytest.mark.parametrize("n", [1, 3])
def test_suggestion_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        meeting = make_meeting("Door talks", places=[make_place("Door")], parties=[make_party()])
        make_delegation(meeting, make_party("Door"), delegates=[make_official("Door")])
    with django_assert_num_queries(6):
        html = client.get(reverse("search_suggestions"), {"q": "doo"}).content.decode()
    assert html.count("<li>") == min(3 * n, 6) + n


def test_suggestions_begin_as_the_words_do(client, sherman):
    def suggested(words):
        html = client.get(reverse("search_suggestions"), {"q": words}).content.decode()
        return re.findall(r"<bdi>(.*?)</bdi>", html), html

    assert suggested("рябк")[0] == ["Sergei Ryabkov"]
    shown, html = suggested("sec")
    assert shown == ["Security talks"]
    assert "1 suggestion, below the box." in html
    assert "<html" not in html
    for words in ("", "s", "xyzzy", "a:* & (", "'", "\0", "-sec", "x" * 100_000):
        assert suggested(words)[0] == [], words


def test_unknown_filters_are_told(client, sherman):
    response = ask(client, "door", party="nowhere", act="shout", page="x")
    html = response.content.decode()
    assert response.status_code == 200
    assert "We do not know a party “nowhere”" in html
    assert len(found(response)) == 2


def test_broken_queries_do_not_break(client, sherman):
    query = QueryDict(mutable=True)
    query.setlist("q", ["a" * 10, "door"])
    query.setlist("party", ["russia"] * 20)
    query.setlist("year", ["0", "9999999"])
    assert client.get(f"{reverse('search')}?{query.urlencode()}").status_code == 200
    for words in ("( | & !", "a:*", "\\", "%", "'; --", "😀", "\u202e door", "or or -or", '""""'):
        assert ask(client, words).status_code == 200, words
