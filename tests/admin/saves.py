"""Saves and reverts in the admin, for tests: where they stand, and what a preview says."""

from talks.models import Meeting
from talks.record.exporter import Export
from talks.revisions.saves import Save
from tests.admin.pages import address


def export():
    return "".join(Export(Meeting.objects.all(), every_noun=True).lines())


def last_event(row):
    model = type(row)
    return model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id")


def last_save(row):
    """The token of the save that a row was last written in."""
    return Save.of(last_event(row)).token


def revert_address(row):
    return address(type(row), "revert", last_event(row).pk)


def save_address(row, view="revert_save"):
    return address(type(row), view, last_save(row))


def press(client, where):
    """Open a preview and confirm it."""
    page = client.get(where)
    assert page.status_code == 200
    token = page.context["plan"].token
    return client.post(where, {"token": token}, follow=True)


def reasons(page):
    steps = page.context["plan"].steps
    return page.context["reasons"] + [reason for step in steps for reason in step.obstacles]


def history(client, row):
    return client.get(address(type(row), "history", row.pk))


def text(response):
    return " ".join(response.content.decode().split())
