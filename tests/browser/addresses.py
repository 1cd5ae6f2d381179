"""The site's addresses, and those of pages that no address of the site leads to."""

from django.core.exceptions import BadRequest
from django.test import override_settings
from django.urls import path

from talks.urls import urlpatterns
from talks.views import styleguide


def bad_request(request):
    raise BadRequest("for tests")


def broken(request):
    raise RuntimeError("for tests")


@override_settings(DEBUG=True)
def debugged_styleguide(request):
    return styleguide.styleguide(request)


urlpatterns = [
    path("styleguide/", debugged_styleguide, name="styleguide"),
    path("an-address-for-tests/400/", bad_request),
    path("an-address-for-tests/500/", broken),
    *urlpatterns,
]
