"""How much a request may send: little from the public, a whole form of long texts from staff."""

from http import HTTPStatus

from django.shortcuts import render

# A correction is a few thousand characters; percent-encoded, up to nine bytes each.
PUBLIC_BYTES = 1_000_000


class BodyLimitMiddleware:
    """Stands after what says who is signed in, and before anything is read of the body."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if length_of(request) > PUBLIC_BYTES and not request.user.is_staff:
            return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


def length_of(request):
    """Bytes of the body as announced; a body without an announcement is not read at all."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
