"""The JSON Schema of a line of the record file, made from the Pydantic models."""

import json
from functools import cache

from pydantic import TypeAdapter, create_model

from . import schema

NOUN_LINES = [
    create_model(f"{model.__name__}Line", __base__=schema.Item, **{noun: (model, ...)})
    for noun, model in schema.NOUNS.items()
]


def line_schema():
    """The schema as a dict: a line is a meeting, or one noun alone."""
    line = schema.Meeting
    for noun_line in NOUN_LINES:
        line = line | noun_line
    made = TypeAdapter(line).json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of the Parley record file, version 1",
    } | made


@cache
def schema_text():
    """The schema as it is published, without a line end."""
    return json.dumps(line_schema(), indent=2, ensure_ascii=False)
