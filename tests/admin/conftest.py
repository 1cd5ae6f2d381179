import pytest

from tests.admin.pages import act, change
from tests.admin.smtp import Box, mail_server


@pytest.fixture
def admin_user(django_user_model):
    """A superuser without a password: to hash one takes longer than the whole test."""
    return django_user_model.objects.create(
        username="editor", password="!", is_staff=True, is_superuser=True
    )


@pytest.fixture
def use_server(settings):
    """Mail goes to this port, as with EMAIL_URL and DEFAULT_FROM_EMAIL set."""

    def use(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_URL = {"EMAIL_HOST": "127.0.0.1"}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "Parley <record@example.org>"

    return use


@pytest.fixture
def box(use_server):
    box = Box()
    with mail_server(box) as port:
        use_server(port)
        yield box


@pytest.fixture
def settle(admin_client, django_capture_on_commit_callbacks):
    """Save the form of a correction, and let what waits for the commit happen."""

    def save(correction, client=admin_client, **values):
        with django_capture_on_commit_callbacks(execute=True):
            response = change(client, correction, **values)
        correction.refresh_from_db()
        return response

    return save


@pytest.fixture
def choose(admin_client, django_capture_on_commit_callbacks):
    def choose(action, *rows):
        with django_capture_on_commit_callbacks(execute=True):
            response = act(admin_client, action, *rows)
        for row in rows:
            row.refresh_from_db()
        return response

    return choose
