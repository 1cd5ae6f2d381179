"""Every model is entered in the same way: registered, searched, with no foreign key to scroll."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import connection
from django.forms import ModelChoiceField
from django.test.utils import CaptureQueriesContext

from talks.models import (
    Appointment,
    Delegate,
    Delegation,
    Official,
    Party,
    Statement,
    StatementCitation,
)
from talks.models.nouns import Noun
from tests.admin.pages import address, change_address, shown_forms
from tests.models.rows import MODELS, one_of_each

by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def rows(db):
    return one_of_each()


@by_name
def test_model_is_registered_and_searched(model):
    entry = admin.site.get_model_admin(model)
    assert entry.search_fields
    assert not entry.show_full_result_count


@by_name
def test_foreign_keys_are_search_boxes(model, rows, admin_client):
    response = admin_client.get(change_address(rows[model]))
    forms = list(shown_forms(response))
    forms += [inline.formset.empty_form for inline in response.context["inline_admin_formsets"]]
    keys = 0
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and name != "id":
                keys += 1
                assert isinstance(field.widget.widget, AutocompleteSelect), name
    shown = {f.name for f in model._meta.concrete_fields if f.many_to_one}
    assert keys >= len(shown)


@by_name
@pytest.mark.parametrize("view", ["changelist", "add"])
def test_page_answers(model, view, rows, admin_client):
    assert admin_client.get(address(model, view)).status_code == 200


@by_name
def test_pages_hold_no_inline_script_or_style(model, rows, admin_client):
    """What a strict Content-Security-Policy would not run."""
    for page in (address(model, "changelist"), change_address(rows[model])):
        html = admin_client.get(page).text
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*json)|<style|\son\w+=|\sstyle=", html)


@by_name
@pytest.mark.parametrize("words", ["%00", "Рябков", "%22open phrase", "a" * 600])
def test_search_answers_whatever_is_asked(model, words, rows, admin_client):
    assert admin_client.get(address(model, "changelist") + f"?q={words}").status_code in (200, 302)


@by_name
def test_list_takes_as_many_queries_for_three_rows_as_for_one(model, rows, admin_client):
    page = address(model, "changelist")
    admin_client.get(page)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(page)
    one_of_each(), one_of_each()
    with CaptureQueriesContext(connection) as three:
        response = admin_client.get(page)
    assert len(response.context["cl"].result_list) >= 3
    # Session, user, second factor, count, keys, rows.
    assert (len(one), len(three)) == (6, 6), [query["sql"] for query in three]


KEYS = {
    key.related_model: key
    for model in MODELS
    for key in model._meta.concrete_fields
    if key.many_to_one
}


@pytest.mark.parametrize("model", KEYS, ids=lambda model: model.__name__)
def test_choices_tell_namesakes_apart_in_as_many_queries_for_three(model, rows, admin_client):
    key = KEYS[model]
    query = {"app_label": "talks", "model_name": key.model._meta.model_name, "field_name": key.name}
    with CaptureQueriesContext(connection) as one:
        admin_client.get("/admin/autocomplete/", query)
    one_of_each(), one_of_each()
    with CaptureQueriesContext(connection) as three:
        choices = admin_client.get("/admin/autocomplete/", query).json()["results"]
    assert len(choices) >= 3
    assert len(one) == len(three)
    if issubclass(model, Noun):
        assert any(rows[model].slug in choice["text"] for choice in choices)


def test_meeting_choice_shows_its_date(rows, admin_client):
    query = {"app_label": "talks", "model_name": "meeting", "field_name": "part_of"}
    choices = admin_client.get("/admin/autocomplete/", query).json()["results"]
    assert all("10 January 2022" in choice["text"] for choice in choices)


@pytest.mark.parametrize("words", ["Çavuşoğlu", "Cavusoglu", "mevlut cavus", "Рябков", "ryabkov"])
def test_official_is_found_by_folded_names(words, rows, admin_client):
    query = {"app_label": "talks", "model_name": "delegate", "field_name": "official"}
    choices = admin_client.get("/admin/autocomplete/", query | {"term": words}).json()["results"]
    assert [choice["id"] for choice in choices] == [str(rows[Official].pk)]


@pytest.mark.parametrize("words", ["Turkey", "turkiye"])
def test_party_is_found_by_a_former_name(words, rows, admin_client):
    query = {"app_label": "talks", "model_name": "delegation", "field_name": "party"}
    choices = admin_client.get("/admin/autocomplete/", query | {"term": words}).json()["results"]
    assert [choice["id"] for choice in choices] == [str(rows[Party].pk)]


@pytest.mark.parametrize("model", [Delegation, Delegate, Appointment, StatementCitation, Statement])
def test_child_is_found_by_folded_words(model, rows, admin_client):
    words = {Statement: "frank", StatementCitation: "Á news"}.get(model, "Türkiye")
    page = admin_client.get(address(model, "changelist"), {"q": words})
    assert list(page.context["cl"].result_list) == [rows[model]]
    page = admin_client.get(address(model, "changelist"), {"q": "nowhere"})
    assert not page.context["cl"].result_list
