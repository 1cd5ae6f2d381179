"""The second factor itself: an authenticator app, and recovery codes for when it is lost."""

from base64 import b32encode
from binascii import unhexlify

import segno
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count
from django.utils.safestring import mark_safe
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

RECOVERY_CODES = 10
FEW = 3


def new_key():
    return default_key()


def has_app(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def device_that_reads(user, code):
    """The device that such a code is for, locked: only it may count a failure.

    To be called in a transaction, so that two requests at once cannot use one code.
    """
    model = TOTPDevice if is_from_app(code) else StaticDevice
    return model.objects.filter(user=user, confirmed=True).select_for_update().first()


def is_from_app(code):
    return len(code) == 6 and code.isascii() and code.isdigit()


@transaction.atomic
def enrol(user, key, code, *, replace):
    """The app that knows the key, once it has shown so; None when the code is wrong.

    Unless it may replace another, an app that was set up meanwhile elsewhere stays the only one.
    """
    get_user_model().objects.select_for_update().get(pk=user.pk)
    if has_app(user) and not replace:
        return None
    before = list(TOTPDevice.objects.filter(user=user).values_list("pk", flat=True))
    device = TOTPDevice.objects.create(user=user, key=key, name="Authenticator app")
    if not device.verify_token(code):
        device.delete()
        return None
    TOTPDevice.objects.filter(pk__in=before).delete()
    return device


@transaction.atomic
def new_recovery_codes(user):
    """Codes in place of all that the user had."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
    device = StaticDevice.objects.filter(user=user).first()
    device = device or StaticDevice.objects.create(user=user, name="Recovery codes")
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user):
    """Sessions that rest on the second factor end with it."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def with_number_of_apps(users):
    return users.annotate(apps=Count("totpdevice"))


def secret(key):
    """The key as apps want it typed, in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def picture(user, key):
    """A QR code as SVG for the page itself, so that the key has no address of its own."""
    code = segno.make(TOTPDevice(user=user, key=key).config_url, error="m", micro=False)
    # The library draws squares: nothing that anybody typed stands in it.
    return mark_safe(  # noqa: S308
        code.svg_inline(scale=4, border=4, dark="#000", light="#fff", lineclass=None)
    )
