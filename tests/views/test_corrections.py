"""Readers report an error: on what, what is taken, and what comes back with all that was typed."""

import pytest
from django.utils import timezone

from talks.models import Correction, Sender
from talks.models.corrections import LETTERS_IN_A_FIELD
from tests.factories import make_meeting, make_old_id, make_party, make_statement
from tests.views.corrections import WORDS, address, send, shown, stamped

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting("Geneva talks", slug="geneva", parties=[make_party()])


# What it is about


def test_page_shows_the_row_it_is_about(client, meeting):
    statement = make_statement(meeting, "Words <b>of</b> theirs", slug="s1")
    page = client.get(address(meeting="geneva")).text
    assert 'href="/meetings/geneva/"><bdi>Geneva talks' in page
    page = client.get(address(meeting="geneva", statement="s1")).text
    assert "Words &lt;b&gt;of&lt;/b&gt; theirs" in page
    assert f'href="{statement.get_absolute_url()}"' in page


def test_meeting_page_leads_here(client, meeting):
    make_statement(meeting, slug="s1")
    page = client.get(meeting.get_absolute_url()).text
    assert 'href="/contact/?meeting=geneva" rel="nofollow">Report an error' in page
    assert 'href="/contact/?meeting=geneva&amp;statement=s1" rel="nofollow">report' in page
    assert 'href="/contact/"' in page


UNKNOWN = [
    {"meeting": "no-such"},
    {"meeting": "draft"},
    {"meeting": "draft", "statement": "s1"},
    {"meeting": "geneva", "statement": "s2"},
    {"meeting": "geneva", "statement": "of-the-draft"},
    {"statement": "s1"},
    {"meeting": "removed"},
    {"meeting": "\0"},
    {"meeting": "geneva", "statement": "s1\0"},
    {"meeting": "Übung"},
    {"meeting": "a" * 5000},
]


@pytest.fixture
def hidden_rows(meeting):
    draft = make_meeting("Hidden title", slug="draft", draft=True)
    make_statement(draft, "Hidden words", slug="s1")
    make_statement(draft, "Hidden words", slug="of-the-draft")
    make_statement(meeting, slug="s1")
    make_meeting(slug="removed").delete()


@pytest.mark.parametrize("query", UNKNOWN, ids=lambda query: repr(query)[:60])
def test_unknown_and_drafts_are_not_found(query, client, hidden_rows):
    response = client.get(address(**query))
    assert response.status_code == 404
    assert "Hidden" not in response.text


@pytest.mark.parametrize("query", UNKNOWN, ids=lambda query: repr(query)[:60])
def test_words_on_a_row_that_is_gone_are_taken_without_it(query, client, hidden_rows, time_machine):
    """Withdrawn while the reader typed, say: no word is lost, and nothing is revealed."""
    time_machine.move_to(timezone.now(), tick=False)
    data = stamped(client) | WORDS
    time_machine.shift(60)
    response = client.post(address(**query), data, follow=True)
    assert "Thank you" in response.text
    assert "Hidden" not in response.text
    correction = Correction.objects.get()
    assert (correction.meeting, correction.statement, correction.about) == (None, None, "")


def test_old_id_leads_to_the_row(client, meeting):
    make_old_id(meeting, "geneva-2022")
    assert "Geneva talks" in client.get(address(meeting="geneva-2022")).text


@pytest.mark.parametrize("n", [1, 3])
def test_queries(n, client, meeting, django_assert_num_queries):
    for number in range(n):
        make_statement(meeting, slug=f"s{number}")
    with django_assert_num_queries(0):
        client.get(address())
    with django_assert_num_queries(1):
        client.get(address(meeting="geneva"))
    with django_assert_num_queries(2):
        client.get(address(meeting="geneva", statement="s0"))


# What is taken


def test_report_is_kept_with_the_row_as_it_was(client, meeting, time_machine):
    statement = make_statement(meeting, "As it stood.", slug="s1")
    at = address(meeting="geneva", statement="s1")
    response = send(client, time_machine, at)
    assert response["Location"] == "/contact/sent/?meeting=geneva&statement=s1"
    correction = Correction.objects.get()
    assert {name: getattr(correction, name) for name in WORDS} == WORDS
    assert (correction.meeting, correction.statement) == (meeting, statement)
    assert (correction.about, correction.words) == ("Geneva talks, s1", "As it stood.")
    assert (correction.state, correction.handled_by, correction.mail) == ("new", None, "")
    assert "Geneva talks" in client.get(response["Location"]).text


def test_only_what_is_wrong_is_needed(client, time_machine):
    empty = {"right": "", "source": "", "email": ""}
    assert send(client, time_machine, wrong=" \n ", **empty).status_code == 422
    assert send(client, time_machine, **empty).status_code == 302


def test_second_click_sends_nothing_more(client, time_machine):
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)
    data = stamped(client) | WORDS
    time_machine.shift(60)
    for words in ({}, {}, {"wrong": "Another matter."}):
        assert client.post(address(), data | words).status_code == 302
    assert Correction.objects.count() == 2
    assert Sender.objects.get().count == 2


AWKWARD = {
    "long word": "x" * LETTERS_IN_A_FIELD,
    "right to left": "\u202eقال الوزير\u202c \u200f",
    "markup": "</textarea><script>alert(1)</script> https://spam.example {{ 1 }}",
    "lines": "one\r\ntwo\n" * 400,
    "header": "x\r\nBcc: victim@example.org",
    "emoji": "🕊\ufeff\u0300" * 50,
}


@pytest.mark.parametrize("words", AWKWARD.values(), ids=AWKWARD)
def test_any_words_are_taken_as_they_are(words, client, time_machine):
    assert send(client, time_machine, wrong=words).status_code == 302
    assert Correction.objects.get().wrong == words.replace("\r\n", "\n").strip()


@pytest.mark.parametrize("words", AWKWARD.values(), ids=AWKWARD)
def test_any_words_come_back_harmless(words, client, time_machine):
    response = send(client, time_machine, wrong=words, email="not an address")
    assert response.status_code == 422
    assert shown(response)["wrong"] == words
    assert "<script>alert" not in response.text
    assert 'href="https://spam' not in response.text


def test_nul_is_left_out(client, time_machine):
    back = send(client, time_machine, wrong="a\0b", email="no\0ne")
    assert "\0" not in back.text
    assert shown(back)["wrong"] == "ab"
    assert send(client, time_machine, wrong="a\0b").status_code == 302


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("wrong", "x" * (LETTERS_IN_A_FIELD + 1)),
        ("right", "x" * (LETTERS_IN_A_FIELD + 1)),
        ("source", "x" * 2001),
        ("email", "reader"),
        ("email", "a@example.org, b@example.org"),
        ("email", "a@example.org\r\nBcc: b@example.org"),
        ("email", "a@example.org\nb"),
        ("email", f"{'a' * 300}@example.org"),
        ("email", "a@\u202eexample.org"),
    ],
)
def test_what_is_refused_comes_back(field, words, client, time_machine):
    response = send(client, time_machine, **{field: words})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert shown(response) == WORDS | {field: words}
    assert not Correction.objects.exists()


@pytest.mark.parametrize("body", [{}, {"wrong": ["a", "b"]}, {"else": "x"}, {"stamp": "x" * 9999}])
def test_forms_of_others_get_ours(body, client):
    assert client.post(address(), body).status_code == 422
