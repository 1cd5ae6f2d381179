"""The box that chooses which row is merged: what was chosen badly comes back with a reason."""

import pytest

from tests.admin.merges import where
from tests.factories import make_official

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["itself", "none of these", "999999999", ""])
def test_what_cannot_be_merged_is_refused_on_the_page(key, admin_client):
    kept = make_official("Sergei Ryabkov")
    response = admin_client.get(where(kept), {"other": kept.pk if key == "itself" else key})
    assert response.status_code == 200
    assert response.context["form"].errors["other"]
