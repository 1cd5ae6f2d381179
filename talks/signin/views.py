"""The pages between the password and the admin, and those that renew what they set up."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from . import devices, lockout, sessions
from .forms import WRONG, CodeForm, FirstCodeForm


def next_address(request):
    """Where the person was going, if that is on this site."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("admin:index")


def leading_to(name, going_to):
    return redirect(f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: going_to})}")


def for_staff(view):
    """A page for who has shown a password at least, handed on as `user`."""

    @wraps(view)
    @never_cache
    @sensitive_post_parameters()
    def inner(request):
        user = sessions.person(request)
        if not user:
            return leading_to("admin:login", next_address(request))
        return view(request, user)

    return inner


def recently_shown(view):
    """Who has an authenticator app must have shown a code just now."""

    @wraps(view)
    def inner(request, user):
        if devices.has_app(user) and not sessions.is_recent(request):
            return leading_to("admin:second_factor", request.get_full_path())
        return view(request, user)

    return inner


@for_staff
def second_factor(request, user):
    if not devices.has_app(user):
        return leading_to("admin:second_factor_app", next_address(request))
    form = CodeForm(user, request.POST or None)
    if request.method == "POST":
        if lockout.is_locked_out(request, user):
            return lockout.locked_out(request)
        if form.is_valid():
            sessions.let_in(request, user, form.device)
            _warn_of_few_codes(request, user)
            return redirect(next_address(request))
        if form.failed:
            lockout.count_failure(request, user)
    return _page(request, "second_factor", "Second factor", user, form=form)


@for_staff
@recently_shown
@sensitive_variables()
def set_up(request, user):
    form = FirstCodeForm(request.POST or None)
    # Kept in the session: another session with the same password must not learn this key.
    key = request.session.get(sessions.NEW_KEY)
    if not key:
        key = request.session[sessions.NEW_KEY] = devices.new_key()
    if request.method == "POST" and form.is_valid():
        code, replace = form.cleaned_data["code"], sessions.is_recent(request)
        if device := devices.enrol(user, key, code, replace=replace):
            sessions.let_in(request, user, device)
            return _show_new_codes(request, user)
        form.add_error("code", WRONG)
    found = {"secret": devices.secret(key), "picture": devices.picture(user, key)}
    return _page(request, "app", "Set up your second factor", user, form=form, **found)


@for_staff
@recently_shown
def recovery_codes(request, user):
    if not devices.has_app(user):
        return leading_to("admin:second_factor_app", request.path)
    if request.method == "POST":
        return _show_new_codes(request, user)
    left = devices.recovery_codes_left(user)
    return _page(request, "recovery_codes", "Recovery codes", user, left=left)


@require_POST
@never_cache
def leave(request):
    """Out again before a code was shown, to come in as somebody else."""
    logout(request)
    return redirect("admin:login")


def _show_new_codes(request, user):
    """In the answer itself: they are kept nowhere that could show them again."""
    codes = devices.new_recovery_codes(user)
    return _page(request, "new_codes", "Your recovery codes", user, codes=codes)


def _warn_of_few_codes(request, user):
    left = devices.recovery_codes_left(user)
    if left <= devices.FEW:
        messages.warning(
            request, f"Recovery codes left: {left}. Make new ones under “Second factor”."
        )


def _page(request, name, title, user, **more):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "person": user,
        "next": next_address(request),
        "waits": bool(sessions.waiting(request)),
        **more,
    }
    return render(request, f"signin/{name}.html", context)
