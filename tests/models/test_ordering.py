"""Lists have one order only: every ordering ends in something unique."""

import pytest
from django.db.models import F

from tests.models.rows import MODELS


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_order_is_total(model):
    last = model._meta.ordering[-1]
    name = last.name if isinstance(last, F) else last.lstrip("-")
    assert name == "pk" or model._meta.get_field(name).unique


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_rows_have_a_name(model, db):
    from tests.models.rows import one_of_each

    assert str(one_of_each()[model]).strip()
