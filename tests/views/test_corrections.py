"""Readers report an error: on what, what is taken, and what comes back with all that was typed."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talks.models import Correction, Sender, SendersHour
from talks.models.corrections import LETTERS_IN_A_FIELD
from talks.models.senders import SENT_IN_AN_HOUR, household
from tests.factories import make_meeting, make_old_id, make_party, make_statement

pytestmark = pytest.mark.django_db

WORDS = {
    "wrong": "It began on the 9th.",
    "right": "10 January",
    "source": "https://example.org/a",
    "email": "reader@example.org",
}


@pytest.fixture
def meeting():
    return make_meeting("Geneva talks", slug="geneva", parties=[make_party()])


def address(**query):
    return reverse("contact", query=query)


def hidden(response):
    return dict(re.findall(r'name="(stamp)" value="([^"]*)"', response.text))


def stamped(client, at=None, **query):
    """What the page holds when it is asked for, a minute before it is sent."""
    return hidden(client.get(at or address(**query)))


def send(client, time_machine, at=None, after=60, **words):
    at = at or address()
    time_machine.move_to(timezone.now(), tick=False)
    data = stamped(client, at) | WORDS | words
    time_machine.shift(after)
    return client.post(at, data)


def shown(response):
    """What stands in the fields of the form that came back."""
    return {name: response.context["form"][name].value() for name in WORDS}


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


@pytest.mark.parametrize("query", UNKNOWN, ids=repr)
def test_unknown_and_drafts_are_not_found(query, client, hidden_rows):
    response = client.get(address(**query))
    assert response.status_code == 404
    assert "Hidden" not in response.text


@pytest.mark.parametrize("query", UNKNOWN, ids=repr)
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


# What holds off programs


def test_too_fast_comes_back_and_goes_through_then(client, time_machine):
    response = send(client, time_machine, after=2)
    assert response.status_code == 422
    assert "faster than a person" in response.text
    assert shown(response) == WORDS
    time_machine.shift(2)
    assert client.post(address(), hidden(response) | WORDS).status_code == 302


@pytest.mark.parametrize("stamp", ["", "nonsense", "late", "of another form"])
def test_stamp_that_is_old_or_not_ours_is_made_anew(stamp, client, time_machine):
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)
    made = {
        "late": stamped(client)["stamp"],
        "of another form": signing.dumps([0, ""], salt="else"),
    }
    time_machine.shift(timedelta(days=1, minutes=1))
    response = client.post(address(), WORDS | {"stamp": made.get(stamp, stamp)})
    assert response.status_code == 422
    assert "open for too long" in response.text
    assert shown(response) == WORDS
    time_machine.shift(10)
    assert client.post(address(), hidden(response) | WORDS).status_code == 302


def test_trap_for_programs_keeps_a_persons_words(client, time_machine):
    response = send(client, time_machine, website="https://spam.example")
    assert response.status_code == 422
    assert shown(response) == WORDS
    assert "spam.example" not in response.text
    assert not Correction.objects.exists()


def test_limit_for_each_address_and_hour(client, time_machine):
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)
    for number in range(SENT_IN_AN_HOUR):
        assert send(client, time_machine, wrong=f"{number}").status_code == 302
    response = send(client, time_machine)
    assert response.status_code == 429
    assert shown(response) == WORDS
    assert send(Client(REMOTE_ADDR="10.1.2.3"), time_machine).status_code == 302
    time_machine.move_to("2026-01-10T13:00:00Z", tick=False)
    assert send(client, time_machine).status_code == 302
    assert Correction.objects.count() == SENT_IN_AN_HOUR + 2


def test_no_address_is_kept_and_salts_go(client, time_machine):
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)
    send(Client(REMOTE_ADDR="203.0.113.77"), time_machine)
    first = Sender.objects.get()
    row = [
        str(value) for value in [*vars(first).values(), *vars(Correction.objects.get()).values()]
    ]
    assert not any("203.0.113" in value for value in row)
    time_machine.move_to("2026-01-10T13:10:00Z", tick=False)
    send(Client(REMOTE_ADDR="203.0.113.77"), time_machine)
    assert len(set(Sender.objects.values_list("digest", flat=True))) == 2
    time_machine.move_to("2026-01-10T14:10:00Z", tick=False)
    send(Client(REMOTE_ADDR="203.0.113.77"), time_machine)
    assert SendersHour.objects.count() == 2
    assert not Sender.objects.filter(digest=first.digest).exists()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::1", "::2", True),
        ("nonsense", "", True),
        ("fe80::1%eth0", "fe80::1", True),
    ],
)
def test_household(one, other, is_same):
    assert (household(one) == household(other)) is is_same


@pytest.mark.parametrize("is_proxied", [True, False])
def test_proxys_word_counts_only_behind_a_proxy(is_proxied, client, settings, time_machine):
    """And of what it passes on only what it added: the rest anyone can make up."""
    settings.BEHIND_HTTPS = is_proxied
    time_machine.move_to("2026-01-10T12:10:00Z", tick=False)
    for number in range(SENT_IN_AN_HOUR + 1):
        reader = Client(headers={"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.7"})
        last = send(reader, time_machine, wrong=f"{number}")
    assert last.status_code == 429
    other = Client(headers={"X-Forwarded-For": "198.51.100.8"})
    assert send(other, time_machine).status_code == (302 if is_proxied else 429)


# The token


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def test_form_without_its_token_comes_back_with_one(strict, meeting, time_machine):
    at = address(meeting="geneva")
    response = send(strict, time_machine, at)
    assert response.status_code == 403
    assert "no cookie" in response.text
    assert "Geneva talks" in response.text
    assert shown(response) == WORDS
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)', response.text)[1]
    data = hidden(response) | WORDS | {"csrfmiddlewaretoken": token}
    assert strict.post(at, data).status_code == 302


def test_form_of_another_site_is_not_taken(strict):
    assert strict.post(address(), b"x", content_type="text/plain").status_code == 403
    assert strict.put(address()).status_code == 403
    assert not Correction.objects.exists()


def test_only_this_page_sets_a_cookie_and_is_never_kept(client, meeting):
    page = client.get(address())
    assert "csrftoken" in page.cookies
    assert "no-store" in page["Cache-Control"]
    for other in (meeting.get_absolute_url(), "/", reverse("contact_sent"), "/about/"):
        assert not Client().get(other).cookies


def test_page_on_a_row_is_not_for_search_engines(client, meeting):
    assert "noindex" in client.get(address(meeting="geneva")).text
    assert "noindex" not in client.get(address()).text
    assert "noindex" in client.get(reverse("contact_sent")).text
