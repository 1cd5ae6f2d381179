"""How far a session has come: nobody, a password shown, a code shown too."""

import time

import django_otp
from django.conf import settings

from . import lockout

SHOWN_AT = "second_factor_shown_at"
NEW_KEY = "second_factor_new_key"
SECONDS_TO_SHOW_A_CODE = 30 * 60
# What lets a thief stay (another app, new recovery codes) asks for a code as young as this.
SECONDS_OF_TRUST = 10 * 60


def waiting(request):
    """The member of staff whose password this session has shown, and no code yet."""
    user = getattr(request, "user_by_password", None)
    # A session that once showed a code, whose device is gone, has to begin anew.
    if not user or SHOWN_AT in request.session:
        return None
    return user if user.is_staff and not user.is_verified() else None


def person(request):
    """Whose second factor this session may see to: one who waits, or who is in."""
    if user := waiting(request):
        return user
    return request.user if request.user.is_active and request.user.is_staff else None


def begin(request):
    """After the password, and as if nothing had been shown before."""
    for key in (SHOWN_AT, NEW_KEY, django_otp.DEVICE_ID_SESSION_KEY):
        request.session.pop(key, None)
    if settings.SECOND_FACTOR:
        request.session.set_expiry(SECONDS_TO_SHOW_A_CODE)


def let_in(request, user, device):
    """After the code: a new session key, for as long as a signed-in session lasts."""
    request.user = user
    django_otp.login(request, device)
    request.session[SHOWN_AT] = time.time()
    request.session.pop(NEW_KEY, None)
    request.session.set_expiry(None)
    request.session.cycle_key()
    # Old sessions may hold a key that was never set up.
    request.session.clear_expired()
    lockout.forgive(request, user)


def is_recent(request):
    return time.time() - request.session.get(SHOWN_AT, 0) < SECONDS_OF_TRUST
