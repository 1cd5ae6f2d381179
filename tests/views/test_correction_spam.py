"""What holds off programs from the form for readers, and keeps every word of a person."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from talks.models import Correction, Sender, SendersHour
from talks.models.senders import SENT_IN_AN_HOUR, household
from tests.factories import make_meeting, make_party
from tests.views.corrections import WORDS, address, hidden, send, shown, stamped

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting("Geneva talks", slug="geneva", parties=[make_party()])


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
