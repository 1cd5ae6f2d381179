"""Merges in the admin, for tests: press the buttons, and compare the record with what it was."""

from talks.models import Merge, OldId
from talks.revisions.tables import TRACKED
from tests.admin.pages import address
from tests.admin.saves import export


def where(kept):
    return address(type(kept), "merge", kept.pk)


def preview(client, kept, other):
    return client.get(where(kept), {"other": other.pk})


def merge(client, kept, other, **chosen):
    page = preview(client, kept, other)
    assert page.status_code == 200
    seen = page.context["preview"]
    assert seen.reasons == [], seen.reasons
    data = {"other": other.pk, "token": seen.plan.token}
    return client.post(where(kept), data | {f"take-{n}": v for n, v in chosen.items()}, follow=True)


def undo(client):
    where = address(Merge, "undo", Merge.objects.latest("pk").pk)
    page = client.get(where)
    plan = page.context["plan"]
    reasons = page.context["reasons"] + [reason for _, reason in plan.obstacles]
    assert reasons == [], reasons
    return client.post(where, {"token": plan.token}, follow=True)


def keys():
    """Every row of the record by its key, and every old id."""
    rows = {m: set(m._base_manager.values_list("pk", flat=True)) for m in TRACKED}
    return rows, list(OldId.objects.order_by("noun", "slug").values_list("noun", "slug", "target"))


class Desk:
    def __init__(self, client):
        self.client = client

    def merge(self, kept, other, **chosen):
        self.before = export(), keys()
        merge(self.client, kept, other, **chosen)
        assert export() != self.before[0]
        kept.refresh_from_db()

    def undo(self):
        undo(self.client)
        assert export() == self.before[0]
        assert keys() == self.before[1]

    def words(self, kept, other):
        told = preview(self.client, kept, other).context["preview"].told
        return [collision.words for collision in told["collisions"]]

    def reasons(self, kept, other):
        before = export()
        page = preview(self.client, kept, other)
        token = page.context["preview"].plan.token
        self.client.post(page.request["PATH_INFO"], {"other": other.pk, "token": token})
        assert export() == before
        return page.context["preview"].reasons
