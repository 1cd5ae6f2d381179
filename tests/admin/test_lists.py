"""The admin's long lists: each row once and in order, on every page. Their cost: registration."""

import pytest

from talks.models import Meeting, Source
from tests.admin.pages import address
from tests.factories import make_meeting, make_source

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other(admin_client):
    sources = [make_source(f"Source {n:03}") for n in range(120)]
    pages = [admin_client.get(address(Source, "changelist"), {"p": p}) for p in (1, 2, 3)]
    rows = [row for page in pages for row in page.context["cl"].result_list]
    assert rows == sources
    backwards = admin_client.get(address(Source, "changelist"), {"o": "-1", "p": 3})
    assert backwards.context["cl"].result_list == sources[19::-1]


def test_all_rows_are_shown_on_wish(admin_client):
    sources = [make_source(f"Source {n:03}") for n in range(60)]
    response = admin_client.get(address(Source, "changelist"), {"all": ""})
    assert response.context["cl"].result_list == sources


def test_a_page_too_far_leads_back(admin_client):
    make_source()
    response = admin_client.get(address(Source, "changelist"), {"p": 9})
    assert response.status_code in (200, 302)


def test_an_action_on_all_found_reaches_further_pages(admin_client):
    for n in range(60):
        make_meeting(f"Meeting {n}", draft=False)
    chosen = Meeting.objects.first()
    data = {"action": "unpublish", "_selected_action": [chosen.pk], "select_across": "1"}
    page = admin_client.post(address(Meeting, "changelist"), data)
    asked = {"_selected_action": [row.pk for row in page.context["meetings"]], "because": "A hoax."}
    admin_client.post(address(Meeting, "changelist"), {"action": "unpublish"} | asked)
    assert not Meeting.objects.published().exists()
