"""The OpenAPI document and its page: made from the models and the filters, true in each example."""

import pytest
from pydantic import create_model

from talks.api import examples, v1
from talks.api.kinds import KINDS
from talks.api.models import Found, Problem, fields_of, page_of
from talks.record import schema

DOCUMENT = v1.openapi()
OPERATIONS = [methods["get"] for methods in DOCUMENT["paths"].values()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_examples_are_what_the_models_declare(kind):
    page_of(kind.item, "Page").model_validate(examples.page(examples.IN_LISTS[kind.noun]))
    kind.full.model_validate(examples.in_full(kind.noun))


def test_examples_of_search_and_problems_are_what_the_models_declare():
    Found.model_validate(examples.SEARCH, strict=False)
    for status, problem in examples.PROBLEMS.items():
        assert Problem.model_validate(problem).status == status


def test_every_operation_is_told_in_full():
    assert len(OPERATIONS) == 2 * len(KINDS) + 1
    assert len({operation["operationId"] for operation in OPERATIONS}) == len(OPERATIONS)
    for operation in OPERATIONS:
        assert operation["summary"] and operation["description"] and operation["tags"]
        (content,) = operation["responses"]["200"]["content"].values()
        assert content["example"] and content["schema"]
        assert all(each.get("description") for each in operation["parameters"])
        for status in operation["responses"].keys() - {"200", "301"}:
            (media_type,) = operation["responses"][status]["content"]
            assert media_type == "application/problem+json"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_filter_is_told(kind):
    told = DOCUMENT["paths"][f"/{kind.address}"]["get"]["parameters"]
    assert [each["name"] for each in told] == [*kind.filters.base_filters, "limit", "cursor"]


def test_a_field_of_the_record_file_is_told_by_itself():
    """Each key of the one schema is a key of the document."""
    for model in (schema.Meeting, schema.Statement, schema.Official, schema.Citation):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert DOCUMENT["components"]["schemas"][model.__name__]["properties"].keys() == keys
    more = create_model("More", __base__=schema.Meeting, agenda=(str | None, None))
    assert "agenda" in fields_of(more, without=("statements",))


def test_objects_are_open_to_keys_that_come():
    assert "additionalProperties" not in str(DOCUMENT["components"])


def test_the_document_is_served(client):
    response = client.get("/api/v1/openapi.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == DOCUMENT


def test_the_page_tells_each_address_and_the_limits(client, settings):
    settings.API_REQUESTS_A_MINUTE = 123
    html = client.get("/api/").content.decode()
    for path, methods in DOCUMENT["paths"].items():
        assert f"GET /api/v1{path}" in html and f'id="{methods["get"]["operationId"]}"' in html
    assert "At most 123 requests\n" in html and "searches" not in html
    assert "<script>" not in html and "style=" not in html
