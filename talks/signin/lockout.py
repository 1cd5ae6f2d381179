"""Failures, of the password and of the code alike, are counted by name and address (axes)."""

import ipaddress

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import render


def client_address(request):
    """Who asks. Behind a proxy, what the proxy itself saw: it adds that at the end."""
    direct = request.META.get("REMOTE_ADDR") or None
    if not settings.BEHIND_HTTPS:
        return direct
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return direct


def is_locked_out(request, user):
    return not AxesProxyHandler.is_allowed(request, _named(user))


def count_failure(request, user):
    """The last failure that is allowed has the middleware of axes answer with `locked_out`."""
    user_login_failed.send(sender=__name__, credentials=_named(user), request=request)


def forgive(request, user):
    """A person who is in starts from nought; what others try elsewhere stays counted."""
    AxesProxyHandler.update_request(request)
    if request.axes_ip_address:
        reset(ip=request.axes_ip_address, username=user.get_username())


def end_for(user):
    reset(username=user.get_username())


def locked_out(request, response=None, credentials=None):
    wait = settings.AXES_COOLOFF_TIME
    context = {
        **admin.site.each_context(request),
        "title": "Locked out",
        "minutes": round(wait.total_seconds() / 60),
    }
    page = render(request, "signin/locked_out.html", context, status=429)
    page["Retry-After"] = str(round(wait.total_seconds()))
    page["Cache-Control"] = "no-store"
    return page


def _named(user):
    return {"username": user.get_username()}
