"""Staff of each role, signed in, and every address of the admin, walked from the urlconf."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from talks.roles import make_groups
from talks.urls import urlpatterns
from tests.signing_in import sign_in

ROLES = ["nobody", "no group", "editor", "reviewer", "superuser"]
by_role = pytest.mark.parametrize("role", ROLES)


def make_staff(role, name=None):
    """A member of staff; the groups are made again, since a test with real commits forgets them."""
    from django.contrib.auth.models import User

    user = User.objects.create(
        username=name or role, password="!", is_staff=True, is_superuser=role == "superuser"
    )
    if role in ("editor", "reviewer"):
        make_groups(apps)
        user.groups.add(Group.objects.get(name=role))
    return user


def client_of(role, name=None):
    client = Client()
    if role != "nobody":
        client.user = make_staff(role, name)
        sign_in(client, client.user)
    return client


def admin_routes():
    """Pairs of address (as a pattern) and name for all below /admin/."""
    return [
        (address, name) for address, name in walked(urlpatterns) if address.startswith("admin/")
    ]


def walked(patterns, before=""):
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walked(pattern.url_patterns, address)
        else:
            yield address, pattern.name


def answer(client, page, sent=None):
    response = client.get(page) if sent is None else client.post(page, sent)
    leads_to = response.headers.get("Location", "")
    return "sign in" if leads_to.startswith(reverse("admin:login")) else response.status_code


def refusal(role):
    return "sign in" if role == "nobody" else 403
