"""A member of staff who is to come in, with a password that is quick to check."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.signin.steps import PASSWORD


@pytest.fixture(autouse=True)
def second_factor_is_required(settings):
    settings.SECOND_FACTOR = True
    settings.AXES_RESET_ON_SUCCESS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db, django_user_model):
    return django_user_model.objects.create_user(
        "editor", password=PASSWORD, is_staff=True, is_superuser=True
    )


@pytest.fixture
def device(editor):
    return TOTPDevice.objects.create(user=editor, name="Authenticator app")
