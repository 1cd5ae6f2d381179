"""Errors in the site's own look: each says what happened, and offers a search and a way on."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from talks.models import Meeting
from talks.views.errors import gone, words_of
from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db


def has_search_box(html):
    return 'action="/search/"' in html and 'type="search" name="q"' in html


@pytest.mark.parametrize(
    "address",
    [
        "/nonsense/",
        "/meetings/geneva-talks/",
        "/meetings/Übung/",
        "/%ff%fe/",
        "/meetings/%00/",
        "/%E2%80%AE%3Cscript%3E/",
        f"/{'a' * 3000}/",
        f"/{'a-' * 1500}/",
        "/meetings/a//b/",
        "/..%2f..%2fetc/passwd/",
    ],
)
def test_not_found(address, client):
    response = client.get(address)
    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]
    html = response.content.decode()
    assert has_search_box(html)
    assert '<meta name="robots" content="noindex">' in html
    assert "<script>" not in html
    assert "\0" not in html


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/meetings/2022-01-10-geneva-talks/", "2022 01 10 geneva talks"),
        ("/officials/wendy_sherman.html", "wendy sherman"),
        ("/officials/Рябков/", "Рябков"),
        ("/meetings/", ""),
        ("/", ""),
        ("/\0\ufffd<>&/", ""),
        (f"/{'a' * 3000}/", ""),
        ("/" + "-".join("abcdefghijklmnop"), "a b c d e f g h i j k l"),
    ],
)
def test_words_of_an_address(path, words):
    assert words_of(path) == words


def test_not_found_offers_the_words_of_the_address(client):
    html = client.get("/officials/wendy-sherman/").content.decode()
    assert 'name="q" value="wendy sherman"' in html


def test_not_found_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/nonsense/")


def test_gone(client):
    meeting = make_meeting()
    meeting.delete()
    response = client.get(meeting.get_absolute_url())
    assert response.status_code == 410
    assert has_search_box(response.content.decode())


def test_renamed_ids_lead_on_for_ever(client):
    """Over any number of names, and with what stood behind the question mark."""
    party = make_party(slug="one")
    make_meeting(parties=[party])
    for slug in ("two", "three"):
        party.slug = slug
        party.save()
    for old in ("one", "two"):
        response = client.get(f"/parties/{old}/?show=met&page=2")
        assert response.status_code == 301
        assert response["Location"] == "/parties/three/?show=met&page=2"


def test_sending_to_a_page_that_is_only_read():
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.delete, client.patch):
        response = method(reverse("home"), data=b"x", content_type="text/plain")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert "can only be read" in response.content.decode()


def test_form_without_a_token():
    response = Client(enforce_csrf_checks=True).post(reverse("admin:login"), {"username": "x"})
    assert response.status_code == 403
    assert "This form has gone stale" in response.content.decode()
    assert has_search_box(response.content.decode())


def test_form_to_an_address_that_is_none():
    assert Client(enforce_csrf_checks=True).post("/nonsense/", {"a": "b"}).status_code == 404


def test_forbidden_page():
    from talks.views.errors import forbidden

    response = forbidden(RequestFactory().get("/admin/x/"), PermissionDenied())
    assert response.status_code == 403
    assert "not open to you" in response.content.decode()


def test_host_that_is_none_of_ours(client):
    response = client.get("/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert has_search_box(response.content.decode())
    assert "cannot read" in response.content.decode()


def test_fault_of_ours(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("talks.views.home.render", lambda *args: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert has_search_box(response.content.decode())
    assert "went wrong" in response.content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_plain_pages_need_nothing(template, django_assert_num_queries, settings):
    from django.template.loader import render_to_string

    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    with django_assert_num_queries(0):
        html = render_to_string(template)
    assert 'href="/static/parley.css"' in html


def test_head_is_answered_as_get_without_a_body(client):
    response = client.head("/nonsense/")
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/meetings/talks.json", "application/json", '"reason": "A hoax."'),
        ("/meetings/talks.ics", "text/plain; charset=utf-8", "Withdrawn on 2026-05-03: A hoax.\n"),
        ("/meetings/talks/", "text/html; charset=utf-8", "A hoax."),
        ("/meetings/json/", "text/html; charset=utf-8", "A hoax."),
    ],
)
def test_what_is_gone_answers_in_the_form_asked_for(path, kind, words, rf):
    meeting = Meeting(
        withdrawn_at=datetime(2026, 5, 3, 12, tzinfo=UTC), withdrawn_because="A hoax."
    )
    response = gone(rf.get(path), meeting)
    assert (response.status_code, response["Content-Type"]) == (410, kind)
    assert words in response.content.decode()


def test_removed_data_is_gone(rf):
    assert gone(rf.get("/issues/nato.csv")).content == b"Removed.\n"
