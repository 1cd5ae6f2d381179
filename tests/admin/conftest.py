import pytest


@pytest.fixture
def admin_user(django_user_model):
    """A superuser without a password: to hash one takes longer than the whole test."""
    return django_user_model.objects.create(
        username="editor", password="!", is_staff=True, is_superuser=True
    )
