"""The OpenAPI document: what django-ninja makes of the operations, with headers and media types."""

from http import HTTPStatus

from .models import Problem
from .problems import MEDIA_TYPE

LIMITS = {
    "RateLimit-Policy": "What may be asked within a minute (w, in seconds) from one address.",
    "RateLimit": "What is left of that (r), and in how many seconds it is full again (t).",
}
HEADERS = {
    "200": {"Link": "The next page of a list, as rel=next.", "ETag": "For If-None-Match."},
    "301": {"Location": "The address that the same thing has now."},
    "429": {"Retry-After": "In how many seconds to ask again."},
}
SAYS = {
    "200": "What was asked for.",
    "301": "The id is an old one.",
    "400": "A parameter is unknown, or its value is not understood.",
    "404": "Nothing public has this id.",
    "410": "It was removed from the record, or withdrawn for a reason.",
    "429": "Too many requests within the minute.",
}
DESCRIPTION = (
    "A public record of diplomatic talks: who met, who sat at the table, what each side said, and "
    "what was promised next. The objects are those of the record file, version 1. What has no "
    "value is left out."
)


def responses_of(model, *errors):
    """What an operation declares: its answer, and a problem for each status."""
    return {200: model} | {code: None if code == 301 else Problem for code in (*errors, 429)}


def finished(document):
    """The document as it is published."""
    document["info"]["description"] = DESCRIPTION
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                describe(str(status), response)
    open_to_more(document["components"])
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"] = {str(k): v for k, v in operation["responses"].items()}
    return document


def describe(status, response):
    """Says what a response means, with its headers; problems have their own media type."""
    response["description"] = SAYS.get(status, HTTPStatus(int(status)).phrase)
    if status not in ("200", "301") and "content" in response:
        (content,) = response["content"].values()
        response["content"] = {MEDIA_TYPE: content}
    response["headers"] = {
        name: {"description": text, "schema": {"type": "string"}, "required": False}
        for name, text in (HEADERS.get(status, {}) | LIMITS).items()
    }


def open_to_more(part):
    """Within version 1 keys are added: no client may take those it knows for all there will be."""
    if isinstance(part, dict):
        part.pop("additionalProperties", None)
        for below in part.values():
            open_to_more(below)
    elif isinstance(part, list):
        for below in part:
            open_to_more(below)
