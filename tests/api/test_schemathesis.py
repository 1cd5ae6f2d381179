"""Schemathesis fires what the OpenAPI document allows, and what it does not, at the whole site.

No 500, no answer off the document, nothing accepted that it rules out. An id or a word that is
well formed and unknown is refused, so that what is allowed need not be answered 200.
"""

from functools import cache

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from talks.api.v1 import openapi

pytestmark = pytest.mark.django_db
EXAMPLES = 5


@pytest.fixture(autouse=True)
def one_connection():
    """The server would close it after each request, as Django's own client does not."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def schema():
    # Dear to import: not by each process that only looks for tests.
    import schemathesis

    from talks.wsgi import application

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("path", openapi()["paths"])
def test_every_answer_is_as_the_document_says(path, mode, record):
    from hypothesis import HealthCheck, given, settings
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    cases = schema()[path]["GET"].as_strategy(generation_mode=GenerationMode(mode))
    few = settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    @few
    @given(case=cases)
    def fire(case):
        # It asks for gzip by itself, and does not unpack it.
        plain = {"Accept-Encoding": "identity"}
        case.call_and_validate(headers=plain, excluded_checks=[positive_data_acceptance])

    fire()
