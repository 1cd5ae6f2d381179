"""What goes wrong, told to programs: problem details (RFC 9457) instead of pages."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, JsonResponse
from ninja.errors import Throttled, ValidationError

from talks.views.addresses import Gone
from talks.views.errors import said_of

logger = logging.getLogger("django.request")
MEDIA_TYPE = "application/problem+json"
NOTHING_HERE = "Nothing public has this id here, and nothing public ever had."
NO_SUCH_ADDRESS = "The API has no such address; /api/ says which there are."
ONLY_READ = "The API is only read: GET and HEAD."
TOO_MANY = "Too many requests from one address; the header Retry-After says in how many seconds."
OUR_FAULT = "Something went wrong here, and was noted."


@dataclass(frozen=True)
class Complaint:
    """Why one parameter could not be answered."""

    parameter: str
    reason: str


class BadQuery(Exception):
    def __init__(self, complaints):
        super().__init__()
        self.complaints = complaints


def problem(status, detail, **more):
    """One problem as an answer; `more` stands beside what every problem has."""
    status = HTTPStatus(status)
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    told = {"ensure_ascii": False}
    return JsonResponse(body | more, status=status, content_type=MEDIA_TYPE, json_dumps_params=told)


def bad_query(request, exc):
    errors = [{"parameter": c.parameter, "reason": c.reason} for c in exc.complaints]
    return problem(400, " ".join(error["reason"] for error in errors), errors=errors)


def not_read(request, exc):
    return problem(400, "The request could not be read.")


def not_found(request, exc):
    return problem(404, NOTHING_HERE)


def gone(request, exc):
    """Removed; or withdrawn, with the day and the reason that the public is told."""
    said = said_of(exc.withdrawn)
    detail = f"Withdrawn on {said['withdrawn']}: {said['reason']}" if said else "Removed."
    return problem(410, detail, **said)


def throttled(request, exc):
    return problem(429, TOO_MANY)


def failed(request, exc):
    logger.error("The API failed at %s", request.path, exc_info=exc)
    return problem(500, OUR_FAULT)


HANDLERS = {
    BadQuery: bad_query,
    SuspiciousOperation: not_read,
    Http404: not_found,
    # An id that cannot be one.
    ValidationError: not_found,
    Gone: gone,
    Throttled: throttled,
    Exception: failed,
}
