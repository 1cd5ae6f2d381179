"""Staff as tests sign them in, and the codes that their apps would show."""

import time

from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice


def sign_in(client, user):
    """As `client.force_login(user)`, with a second factor that was shown."""
    client.force_login(user)
    device = TOTPDevice.objects.create(user=user, name="Authenticator app")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return device


def code(key, later=0):
    """What an app that knows the key (bytes) shows, or will in so many half minutes."""
    found = TOTP(key)
    found.time = time.time() + later * 30
    return f"{found.token():06d}"
