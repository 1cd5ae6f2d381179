"""The second factor is set up by its owner alone, and its secrets are shown once."""

from base64 import b32decode
from datetime import timedelta

import segno
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from talks.signin import devices
from tests.signin.steps import (
    APP,
    CODE,
    CODES,
    INDEX,
    give_code,
    give_password,
    is_in,
    key_shown,
    set_up,
)
from tests.signing_in import code


def test_each_session_has_its_own_key(client, editor):
    """Who knows the password and looks in first must not learn what the owner sets up."""
    other = Client()
    give_password(client), give_password(other)
    theirs = key_shown(other)
    key, _ = set_up(client)
    assert key != theirs
    other.post(APP, {"code": code(theirs)})
    assert not is_in(other)
    assert TOTPDevice.objects.get().bin_key == key


def test_picture_says_what_apps_read(client, editor):
    give_password(client)
    page = client.get(APP)
    secret = page.context["secret"].replace(" ", "")
    text = (
        f"otpauth://totp/Parley%3Aeditor?secret={secret}"
        "&algorithm=SHA1&digits=6&period=30&issuer=Parley"
    )
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", lineclass=None
    )
    assert drawn in page.text
    assert "style=" not in drawn


def test_of_two_who_set_up_at_once_one_is_refused(editor):
    first, second = devices.new_key(), devices.new_key()
    assert devices.enrol(editor, first, code(bytes.fromhex(first)), replace=False)
    assert not devices.enrol(editor, second, code(bytes.fromhex(second)), replace=False)


def test_a_wrong_first_code_sets_up_nothing(client, editor):
    give_password(client)
    page = client.post(APP, {"code": "000000"})
    assert page.context["form"].errors and "000000" not in page.text
    assert not TOTPDevice.objects.exists()
    set_up(client)
    assert is_in(client)


def test_secrets_are_shown_once_and_kept_from_caches(client, editor):
    give_password(client)
    page = client.get(APP)
    secret = page.context["secret"]
    shown = client.post(APP, {"code": code(b32decode(secret.replace(" ", "")))})
    for response in (page, shown):
        assert "no-store" in response["Cache-Control"]
    codes = shown.context["codes"]
    user = reverse("admin:auth_user_change", args=[editor.pk])
    for address in (INDEX, APP, CODES, user, "/admin/auth/user/", f"{user[:-7]}history/"):
        text = client.get(address).text
        assert secret not in text and not any(found in text for found in codes), address
    assert "second_factor_new_key" in client.session  # another, that APP offered just now
    assert TOTPDevice.objects.get().key not in str(dict(client.session))


def test_devices_have_no_page_in_the_admin():
    assert not {"otp_totp", "otp_static", "axes"} & {
        m._meta.app_label for m in admin.site._registry
    }


def test_new_recovery_codes_replace_the_old(client, editor):
    give_password(client)
    _, done = set_up(client)
    old = done.context["codes"]
    new = client.post(CODES).context["codes"]
    assert len(set(new)) == 10 and not set(new) & set(old)
    other = Client()
    give_password(other)
    give_code(other, old[0])
    assert not is_in(other)


def test_another_app_replaces_the_first_and_ends_its_sessions(client, device):
    other = Client()
    give_password(other), give_code(other, code(device.bin_key))
    give_password(client), give_code(client, code(device.bin_key, later=1))
    assert is_in(client) and is_in(other)
    set_up(client)
    assert is_in(client) and not is_in(other)
    assert TOTPDevice.objects.get() != device


def test_an_old_session_shows_a_code_again_before_it_changes_the_second_factor(client, device):
    give_password(client)
    give_code(client, code(device.bin_key))
    assert client.get(CODES).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        for address in (APP, CODES):
            assert client.post(address).url.startswith(CODE)
        assert is_in(client)
        give_code(client, code(device.bin_key))
        assert client.get(CODES).status_code == 200
