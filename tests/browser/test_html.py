"""Every kind of page is answered as it should be, in valid HTML."""

import pytest
from django.urls import resolve

from tests.browser.kinds import FORMATS, KINDS, STATUSES, routes
from tests.html import complaints_about

pytestmark = pytest.mark.django_db


def test_every_route_is_a_kind_of_page(record):
    pages = [address.partition("?")[0] for kind, address in KINDS.items() if kind not in STATUSES]
    assert routes() - {resolve(page).url_name for page in pages} == FORMATS


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_answered_in_valid_html(kind, answers):
    answer = answers[kind]
    assert answer.status_code == STATUSES.get(kind, 200)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    if complaints := complaints_about(answer.content.decode()):
        pytest.fail("\n".join(dict.fromkeys(complaints)), pytrace=False)
