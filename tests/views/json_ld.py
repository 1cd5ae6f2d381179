"""Reads the schema.org data of a page, and holds it against the vocabulary."""

import json
import re

import msgspec_schemaorg.models as vocabulary
import pytest

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)

# Of the types above this one the package knows one only.
ALSO = {"EventSeries": ["Event"]}


def data_of(response):
    """The nodes of a page, checked."""
    (said,) = SCRIPT.findall(response.content.decode())
    data = json.loads(said)
    assert data["@context"] == "https://schema.org"
    if complaints := [*complaints_about(data["@graph"])]:
        pytest.fail("\n".join(dict.fromkeys(complaints)))
    return data["@graph"]


def node_of(response, kind):
    return next(node for node in data_of(response) if node["@type"] == kind)


def complaints_about(value, within=""):
    """Types and properties, at any depth, that schema.org does not have."""
    if isinstance(value, list):
        for each in value:
            yield from complaints_about(each, within)
    if not isinstance(value, dict):
        return
    kinds = value.get("@type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    # A role stands between a thing and its property, and has that again.
    known = {"query-input", within if any(kind.endswith("Role") for kind in kinds) else ""}
    for kind in kinds:
        if not hasattr(vocabulary, kind):
            yield f"there is no type {kind}"
        for each in [kind, *ALSO.get(kind, [])]:
            known |= set(getattr(getattr(vocabulary, each, None), "__struct_fields__", ()))
    for key, each in value.items():
        if kinds and not key.startswith("@") and key not in known:
            yield f"{kinds} has no {key}"
        if each in ("", None, []):
            yield f"{key} is empty"
        yield from complaints_about(each, key)
