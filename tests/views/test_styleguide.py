"""The style guide: made by the site's own views from a record that is not kept, under DEBUG."""

import pytest
from django.urls import reverse

from talks.models import Meeting, Official, OldId
from talks.views.styleguide import PAGES, contrast

pytestmark = pytest.mark.django_db


@pytest.fixture
def debugging(settings):
    settings.DEBUG = True


def test_there_is_none_without_debug(client):
    assert client.get(reverse("styleguide")).status_code == 404


def test_every_form_on_an_empty_record(client, debugging):
    response = client.get(reverse("styleguide"))
    assert response.status_code == 200
    html = response.content.decode()
    for form in ("blockquote", "year-chart", "pagination", 'class="note"', "jointly with", "<ins>"):
        assert form in html
    assert "style=" not in html
    names = [name for name, _ in response.context["tokens"]]
    assert {"paper", "ink", "quiet", "link", "for", "against", "open"} <= set(names)


@pytest.mark.parametrize("name", PAGES)
def test_specimen_pages(name, client, debugging):
    response = client.get(reverse("styleguide"), {"specimen": name})
    assert response.status_code == 200
    assert "Alba" in response.content.decode() or name == "changes"


def test_specimen_that_is_none(client, debugging):
    assert client.get(reverse("styleguide"), {"specimen": "none"}).status_code == 404


def test_nothing_is_kept(client, debugging):
    for name in ("", "meeting"):
        client.get(reverse("styleguide"), {"specimen": name})
    for model in (Meeting, Official, OldId, Meeting.pgh_event_model):
        assert not model.objects.exists()


def test_text_stands_out_from_the_paper(client, debugging):
    """WCAG 2.2 AA: 4.5 to 1 for text."""
    for name, schemes in client.get(reverse("styleguide")).context["tokens"]:
        if name not in ("paper", "rule", "tint"):
            assert all(float(ratio) >= 4.5 for _, ratio in schemes), name


def test_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
