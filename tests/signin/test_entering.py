"""Nobody is in without a password and a code, each code used once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.contrib import admin
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls.resolvers import URLResolver
from django.utils import timezone
from django_otp.middleware import OTPMiddleware
from django_otp.plugins.otp_totp.models import TOTPDevice

from talks.signin import devices
from talks.signin.middleware import SecondFactorMiddleware
from tests.signin.steps import (
    APP,
    CODE,
    CODES,
    INDEX,
    LEAVE,
    LOGIN,
    PASSWORD,
    give_code,
    give_password,
    is_in,
    key_shown,
    set_up,
)
from tests.signing_in import code


def addresses(patterns, before=INDEX):
    """Every address of the admin, with 1 wherever something has to stand."""
    for found in patterns:
        route = str(found.pattern)
        while "<" in route:
            start, end = route.index("<"), route.index(">")
            route = f"{route[:start]}1{route[end + 1 :]}"
        if isinstance(found, URLResolver):
            yield from addresses(found.url_patterns, before + route)
        else:
            yield before + route.removeprefix("(?P").replace("(?P1.*)$", "nothing/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("how", ["password alone", "signed in without a device"])
def test_no_page_is_reached_without_the_code(method, how, client, editor, device):
    give_password(client) if how == "password alone" else client.force_login(editor)
    found = set(addresses(admin.site.get_urls())) - {LOGIN, CODE, APP, CODES, LEAVE}
    assert len(found) > 150
    assert {INDEX, "/admin/jsi18n/", "/admin/autocomplete/", "/admin/password_change/"} < found
    for address in found:
        response = getattr(client, method)(address)
        assert response.status_code == 302, address
        # Signing out leads to the front page, which leads here.
        assert response.url.startswith(LOGIN) or address == "/admin/logout/", address


@pytest.mark.parametrize("address", [CODE, APP, CODES])
def test_pages_of_the_second_factor_are_for_who_gave_a_password(address, client, db):
    response = client.get(address, {"next": "/admin/talks/"})
    assert (response.status_code, response.url) == (302, f"{LOGIN}?next=%2Fadmin%2Ftalks%2F")


@pytest.mark.parametrize("address", [APP, CODES])
def test_who_has_an_app_shows_its_code_before_another(address, client, device):
    give_password(client)
    for response in (client.get(address), client.post(address, {"code": "1"})):
        assert response.status_code == 302 and response.url.startswith(CODE)
    assert TOTPDevice.objects.get() == device


def test_who_is_not_staff_comes_no_further_than_the_password(client, django_user_model, db):
    django_user_model.objects.create_user("reader", password=PASSWORD)
    assert give_password(client, "reader").status_code == 200
    client.force_login(django_user_model.objects.get())
    assert client.get(APP).status_code == 302


def test_password_alone_will_do_where_so_set(client, editor, settings):
    settings.SECOND_FACTOR = False
    assert give_password(client).url == INDEX
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_views_that_wait_for_the_user_get_nobody(editor, device, client):
    """As `request.auser` gives it to an asynchronous view; a thread without a loop plays it."""

    def answer(request):
        return async_to_sync(request.auser)()

    def who():
        request = RequestFactory().get("/")
        request.session = client.session
        try:
            return AuthenticationMiddleware(OTPMiddleware(SecondFactorMiddleware(answer)))(request)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        give_password(client)
        assert elsewhere.submit(who).result().is_anonymous
        give_code(client, code(device.bin_key))
        assert elsewhere.submit(who).result() == editor


def test_public_pages_do_not_ask_who_reads(client, admin_client):
    assert "Cookie" not in admin_client.get("/about/").headers.get("Vary", "")


def test_password_then_code(client, device):
    response = give_password(client, next="/admin/talks/meeting/")
    assert response.url == f"{CODE}?next=%2Fadmin%2Ftalks%2Fmeeting%2F"
    assert not is_in(client)
    response = give_code(client, code(device.bin_key), next="/admin/talks/meeting/")
    assert response.url == "/admin/talks/meeting/"
    assert is_in(client)


def test_session_gets_another_key_with_the_code(client, device):
    give_password(client)
    before = client.session.session_key
    give_code(client, code(device.bin_key))
    assert client.session.session_key != before


@pytest.mark.parametrize("text", ["", "12345", "nonsense", "１２３４５６", "1" * 41, "0\x0000000"])
def test_nonsense_is_no_code(text, client, device):
    give_password(client)
    assert give_code(client, text).context["form"].errors
    assert not is_in(client)


def test_a_code_is_used_once(client, device):
    shown = code(device.bin_key)
    give_password(client)
    give_code(client, shown)
    other = Client()
    give_password(other)
    assert "not right, or was used before" in give_code(other, shown).text
    assert not is_in(other)


def test_the_code_of_set_up_is_used_up(client, editor):
    give_password(client)
    key, _ = set_up(client)
    assert is_in(client)
    other = Client()
    give_password(other)
    give_code(other, code(key))
    assert not is_in(other)


def test_a_recovery_code_is_used_once(client, editor, device):
    first, second, *_ = devices.new_recovery_codes(editor)
    for text, comes_in in [(first.upper(), True), (first, False)]:
        fresh = Client()
        give_password(fresh)
        give_code(fresh, text)
        assert is_in(fresh) is comes_in
    assert devices.recovery_codes_left(editor) == 9
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        give_password(client)
        give_code(client, second.replace("-", " "))
        assert is_in(client)


def test_who_runs_the_site_makes_a_recovery_code(client, device):
    out = StringIO()
    call_command("addstatictoken", "editor", stdout=out)
    give_password(client)
    give_code(client, out.getvalue())
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_code_sent_twice_at_once_lets_one_in(editor, device):
    text, *_ = devices.new_recovery_codes(editor)
    clients = [Client() for _ in range(4)]
    for client in clients:
        give_password(client)

    def send(client):
        give_code(client, text)
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(map(is_in, clients)) == 1


def test_another_persons_code_lets_nobody_in(client, editor, device, django_user_model):
    other = django_user_model.objects.create_user("other", password=PASSWORD, is_staff=True)
    theirs = TOTPDevice.objects.create(user=other, name="Authenticator app")
    recovery = devices.new_recovery_codes(other)
    give_password(client)
    for text in (code(theirs.bin_key), recovery[0]):
        give_code(client, text)
    assert not is_in(client)


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\e.example"]
)
def test_next_leads_nowhere_else(target, client, editor):
    assert give_password(client, next=target).url == f"{CODE}?next=%2Fadmin%2F"
    assert client.get(CODE, {"next": target}).url == f"{APP}?next=%2Fadmin%2F"
    key = key_shown(client)
    done = client.post(APP, {"code": code(key), "next": target})
    assert done.context["next"] == INDEX
    assert give_code(client, code(key, later=1), next=target).url == INDEX


def test_not_you(client, device):
    give_password(client)
    assert client.get(LEAVE).status_code == 405
    client.post(LEAVE)
    assert client.get(CODE).url.startswith(LOGIN)
