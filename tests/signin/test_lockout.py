"""Failures are counted by name and address; superusers help who cannot get in."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory
from django.utils import timezone

from talks.signin import devices, lockout
from tests.admin.pages import told
from tests.signin.steps import CODE, LOGIN, give_code, give_password, is_in
from tests.signing_in import code, sign_in

USERS = "/admin/auth/user/"


def fail(client, times, **more):
    return [give_password(client, password="wrong", **more).status_code for _ in range(times)]


def after(**span):
    return time_machine.travel(timezone.now() + timedelta(**span))


def test_five_failures_lock_a_name_out_at_an_address(client, device):
    assert fail(client, 5) == [200, 200, 200, 200, 429]
    page = give_password(client)
    assert page.status_code == 429 and page["Retry-After"] == "900"
    assert "Wait 15 minutes" in page.text and "no-store" in page["Cache-Control"]
    assert give_password(client, "somebody").status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert give_password(elsewhere).url.startswith(CODE)
    assert client.get(LOGIN).status_code == 200


def test_a_lock_out_ends_even_if_people_keep_trying(client, device):
    fail(client, 5)
    with after(minutes=10):
        assert fail(client, 1) == [429]
    with after(minutes=16):
        assert give_password(client).url.startswith(CODE)


def test_names_that_nobody_has_are_locked_out_too(client, db):
    assert fail(client, 6, name="nobody") == [200, 200, 200, 200, 429, 429]


def test_a_right_password_does_not_make_up_for_wrong_codes(client, device):
    for n in range(5):
        with after(minutes=n):
            give_password(client)
            response = give_code(client, "000000")
    assert response.status_code == 429
    with after(minutes=5):
        assert give_code(client, code(device.bin_key)).status_code == 429
        assert give_password(client).status_code == 429
        assert not is_in(client)


def test_a_right_code_does(client, device):
    fail(client, 4)
    give_password(client)
    give_code(client, code(device.bin_key))
    assert is_in(client) and not AccessAttempt.objects.exists()


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_codes_are_slowed_down_from_every_address(kind, client, editor, device):
    recovery = devices.new_recovery_codes(editor)[0]
    wrong = "000000" if kind == "app" else "aaaa-aaaa"
    for n in range(6):
        with after(hours=n):
            attacker = Client(REMOTE_ADDR=f"192.0.2.{n}")
            give_password(attacker), give_code(attacker, wrong)
    with after(hours=5, seconds=20):
        right = code(device.bin_key) if kind == "app" else recovery
        give_password(client)
        assert "Try again in" in give_code(client, right).text and not is_in(client)
    with after(hours=5, seconds=60):
        give_code(client, code(device.bin_key) if kind == "app" else recovery)
        assert is_in(client)


def test_neither_password_nor_code_is_logged_or_kept(client, editor, device, caplog):
    recovery = devices.new_recovery_codes(editor)[0].replace("-", "a")
    give_password(client, password="hidden-password")
    give_password(client)
    give_code(client, "031415")
    give_code(client, recovery)
    assert "AXES" in caplog.text
    kept = "".join(f"{row.post_data}{row.get_data}" for row in AccessAttempt.objects.all())
    for secret in ("hidden-password", "031415", recovery, device.key):
        assert secret not in caplog.text + kept
    assert "127.0.0.1" in caplog.text
    assert "editor" not in caplog.text  # who mistypes may type a password for a name


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (False, "203.0.113.9", "127.0.0.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "spoofed, 198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "nonsense", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_address_is_what_the_proxy_saw(behind, forwarded, address, settings):
    settings.BEHIND_HTTPS = behind
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    assert lockout.client_address(request) == address


# What a superuser does for a colleague


def act(client, action, *users):
    data = {"action": action, "_selected_action": [user.pk for user in users]}
    return client.post(USERS, data, follow=True)


def test_a_lock_out_is_ended(client, admin_client, device):
    fail(client, 5)
    assert told(act(admin_client, "end_lock_out", device.user)) == ["May try again: 1."]
    assert give_password(client).url.startswith(CODE)


def test_a_second_factor_is_reset_and_its_sessions_end(client, admin_client, device):
    give_password(client), give_code(client, code(device.bin_key))
    devices.new_recovery_codes(device.user)
    response = act(admin_client, "reset_second_factor", device.user)
    assert told(response) == ["Second factors reset: 1. Each sets up another at the next sign-in."]
    assert "Second factor reset." in LogEntry.objects.get().get_change_message()
    assert not devices.has_app(device.user) and not devices.recovery_codes_left(device.user)
    # Whoever holds that session may not set up the next one: the password comes first.
    assert not is_in(client) and client.get(CODE).url.startswith(LOGIN)
    give_password(client)
    assert client.get(CODE).url.startswith("/admin/second-factor/app/")


@pytest.mark.parametrize("action", ["reset_second_factor", "end_lock_out"])
def test_only_superusers_help(action, client, device):
    clerk = User.objects.create(username="clerk", password="!", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    sign_in(client, clerk)
    assert action not in client.get(USERS).text
    fail(Client(), 5)
    act(client, action, device.user)
    assert devices.has_app(device.user) and AccessAttempt.objects.exists()


def test_list_of_users_says_who_has_a_second_factor(
    admin_client, device, django_assert_num_queries
):
    # Session, user, second factor, groups to filter by, counts, rows.
    with django_assert_num_queries(7):
        admin_client.get(USERS)
    User.objects.create(username="newcomer", is_staff=True)
    with django_assert_num_queries(7):
        page = admin_client.get(USERS)
    shown = {user.username: user.apps for user in page.context["cl"].result_list}
    assert shown == {"admin": 1, "editor": 1, "newcomer": 0}
