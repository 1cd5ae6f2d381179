"""Sessions end, and weak passwords never begin one."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.signin.steps import CODE, LOGIN, PASSWORD, give_code, give_password, is_in
from tests.signing_in import code, sign_in


def test_sessions_end(client, device):
    now = timezone.now()
    with time_machine.travel(now):
        give_password(client)
        give_code(client, code(device.bin_key))
    with time_machine.travel(now + timedelta(hours=11)):
        assert is_in(client)
    with time_machine.travel(now + timedelta(hours=13)):
        assert not is_in(client)


def test_a_password_without_a_code_is_forgotten_sooner(client, device):
    give_password(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert give_code(client, code(device.bin_key)).url.startswith(LOGIN)


def test_signing_out(client, editor):
    sign_in(client, editor)
    assert is_in(client)
    client.post("/admin/logout/")
    assert not is_in(client) and client.get(CODE).url.startswith(LOGIN)


def test_another_password_signs_out_elsewhere(client, editor):
    other = Client()
    sign_in(client, editor), sign_in(other, editor)
    new = "a short walk in Geneva"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", data).status_code == 302
    assert is_in(client) and not is_in(other)
    assert other.get(CODE).url.startswith(LOGIN)


@pytest.mark.parametrize("password", ["short", "elevenchars", "123456789012", "password1234"])
def test_weak_passwords_are_refused(password, editor):
    with pytest.raises(ValidationError):
        validate_password(password, editor)
