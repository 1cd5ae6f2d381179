"""Proposed changes, for tests: staff with some rights, the page of a change, the whole record."""

from django.contrib.auth.models import Permission
from django.test import Client

from talks.models import Correction, OldId
from tests.admin.pages import change_address
from tests.models.rows import MODELS
from tests.signing_in import sign_in


def staff(users, name, *verbs, superuser=False, models=None):
    """A signed-in browser of a member of staff who may do this to the models of the record."""
    user = users.objects.create(username=name, password="!", is_staff=True, is_superuser=superuser)
    rights = Permission.objects.filter(content_type__app_label="talks")
    names = models or [model._meta.model_name for model in MODELS]
    wanted = [f"{verb}_{model}" for verb in verbs for model in names]
    user.user_permissions.set(rights.filter(codename__in=wanted))
    client = Client()
    sign_in(client, user)
    client.user = user
    return client


def proposal_page(client, proposal):
    page = client.get(change_address(proposal))
    assert page.status_code == 200
    return page


def press_apply(client, proposal):
    token = proposal_page(client, proposal).context["plan"].token
    return send(client, proposal, do="apply", token=token)


def send(client, proposal, **data):
    response = client.post(change_address(proposal), data, follow=True)
    proposal.refresh_from_db()
    return response


def everything():
    """Each row of the record by its model, with its key, as the database has it."""
    rows = {
        model: list(model._base_manager.order_by("pk").values()) for model in [*MODELS, Correction]
    }
    for row in rows[OldId]:
        row.pop("id")
    for model in rows:
        for row in rows[model]:
            row.pop("first_published_at", None)
    return rows
