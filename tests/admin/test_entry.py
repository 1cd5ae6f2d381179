"""Entering is fast: lists a line an item, the next statement pre-filled, rows in their order."""

import pytest
from django.urls import reverse

from talks.admin import picks
from talks.models import Official, Statement
from tests.admin.pages import add, address, change, change_address, errors, new_row
from tests.factories import make_meeting, make_official, make_party, make_source, make_statement

pytestmark = pytest.mark.django_db


def test_other_names_stand_one_a_line_and_hold_commas(admin_client):
    values = {"name": "Sergei Ryabkov", "slug": "sergei-ryabkov"}
    lines = "Riabkov, Sergei\r\n\r\n  Рябков \r\n"
    assert errors(add(admin_client, Official, other_names=lines, **values)) == []
    official = Official.objects.get()
    assert official.other_names == ["Riabkov, Sergei", "Рябков"]
    html = admin_client.get(change_address(official)).text
    assert "Riabkov, Sergei\nРябков</textarea>" in html


def test_overlong_or_blank_other_name_is_said_on_the_form(admin_client):
    response = change(admin_client, make_official(), other_names="x" * 501)
    assert "at most 500 characters" in errors(response)[0]
    response = change(admin_client, make_official(), other_names="Fine\n\u200b")
    assert errors(response) == ["Item 2 in the array did not validate: This may not be blank."]


def test_next_statement_comes_prefilled_again_and_again(admin_client):
    meeting = make_meeting(draft=True)
    make_statement(meeting, slug="s2", order=1)
    query = f"?meeting={meeting.pk}"
    page = admin_client.get(address(Statement, "add") + query)
    form = page.context["adminform"].form
    initial = [form[name].value() for name in ("meeting", "slug", "order")]
    assert initial == [str(meeting.pk), "s3", 3]

    def cited(data):
        new_row(data, "citations", source=make_source().pk)

    values = {"text": "Words", "speaker_title": "An aide", "_addanother": "yes"}
    response = add(admin_client, Statement, cited, query, **values)
    assert response.url.endswith(query)
    form = admin_client.get(response.url).context["adminform"].form
    assert form["slug"].value() == "s4"


@pytest.mark.parametrize("query", ["", "?meeting=x", "?meeting=", "?meeting=999999999"])
def test_statement_form_opens_for_any_address(query, admin_client):
    assert admin_client.get(address(Statement, "add") + query).status_code == 200


def test_statements_of_one_meeting_stand_as_said(admin_client):
    meeting = make_meeting(draft=True)
    first, second = make_statement(meeting, order=1), make_statement(meeting, order=2)
    other = make_statement()
    page = admin_client.get(address(Statement, "changelist"))
    assert list(page.context["cl"].result_list) == [other, second, first]
    page = admin_client.get(address(Statement, "changelist") + f"?meeting__id__exact={meeting.pk}")
    assert list(page.context["cl"].result_list) == [first, second]


def test_statement_text_is_cut_in_the_list(admin_client):
    make_statement(text="long " * 100)
    assert "long long…" in admin_client.get(address(Statement, "changelist")).text


def test_statement_search_stems_words(admin_client):
    """The same search as the public one."""
    said = make_statement(text="They rejected it.")
    page = admin_client.get(address(Statement, "changelist") + "?q=rejecting")
    assert list(page.context["cl"].result_list) == [said]


@pytest.mark.parametrize("nonsense", ["x", "\0", "1e3", "9" * 30, "9" * 5000])
def test_a_choice_that_is_no_key_comes_back_as_an_error(nonsense, admin_client):
    response = add(admin_client, Statement, slug="s1", text="Yes.", party=nonsense)
    assert errors(response)
    assert not Statement.objects.exists()


def test_choices_end_where_nobody_scrolls_to(admin_client, monkeypatch):
    monkeypatch.setattr(picks, "MOST_CHOICES", 25)
    for n in range(30):
        make_party(f"Party {n}")
    query = {"app_label": "talks", "model_name": "delegation", "field_name": "party"}
    pages = [
        admin_client.get(reverse("admin:autocomplete"), query | {"term": "party", "page": n}).json()
        for n in (1, 2)
    ]
    assert [len(page["results"]) for page in pages] == [20, 5]
    assert [page["pagination"]["more"] for page in pages] == [True, False]
