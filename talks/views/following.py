"""Follow by e-mail: ask, confirm, change, end. A GET changes nothing: programs read mail too.

Pages behind a secret link are kept by no cache, and by no search engine.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from talks.following import asking, links
from talks.following.followed import KINDS, Followed
from talks.models import Sender, Subscription
from talks.models.subscriptions import What
from talks.signin.lockout import client_address

from .follow_form import FollowForm, FrequencyForm

# One network may be a whole ministry.
ASKED_IN_AN_HOUR = 20
NO_COOKIE = (
    "Nothing was sent, since your browser sent no cookie of this site. It is needed for this form "
    "alone: please allow it, and press Send once more."
)
TOO_MANY = (
    "Nothing was sent: this was asked many times from your network within the hour. "
    "Please press Send again in an hour."
)
NOT_SENT = "The mail could not be sent just now. Please press Send again in a while."

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_with_form
def follow(request):
    """A query for each noun that is named; to ask, about a dozen."""
    followed = followed_by(request.GET)
    if followed is None or not links.can_follow():
        return show(request, followed, None)
    if request.method != "POST":
        return show(request, followed, FollowForm())
    form = FollowForm(request.POST)
    if not form.is_valid():
        return show(request, followed, form, status=422)
    if not Sender.objects.may_send(client_address(request) or "", "follow", ASKED_IN_AN_HOUR):
        form.add_error(None, TOO_MANY)
        return show(request, followed, form, status=429)
    try:
        asking.ask(followed, form.cleaned_data["email"], form.cleaned_data["frequency"])
    except asking.NotSent:
        form.add_error(None, NOT_SENT)
        return show(request, followed, form, status=503)
    return redirect("follow_sent")


def refused(request):
    """The form without its token: nothing is taken, and nothing that was typed is lost."""
    if (followed := followed_by(request.GET)) is None:
        return show(request, None, None, status=403)
    form = FollowForm(request.POST)
    form.is_valid()
    form.add_error(None, NO_COOKIE)
    return show(request, followed, form, status=403)


follow.without_token = never_cache(refused)


def followed_by(query):
    """What an address asks to follow; None where it names nothing that can be."""
    what = query.get("what", "").strip()
    if what not in KINDS:
        return None
    asked = query.copy()
    asked.pop("what")
    followed = Followed(what, asked.urlencode())
    return None if followed.what == What.SEARCH and followed.sought.is_empty else followed


def show(request, followed, form, status=200):
    context = {"followed": followed, "form": form, "can_follow": links.can_follow()}
    return render(request, "follow/follow.html", context, status=status)


def follow_sent(request):
    return render(request, "follow/sent.html", {"is_asked": True})


def follow_ended(request):
    return render(request, "follow/sent.html")


def behind_link(find):
    """Decorator: the view gets what its token names, or None where that is gone.

    A token that is not ours, or too old, is answered 404 in words.
    """

    def decorate(view):
        def shown(request, token):
            try:
                found = find(token)
            except links.Broken:
                return render(request, "follow/broken.html", status=404)
            return view(request, found, token)

        def refused(request):
            context = {"address": request.path}
            return render(request, "follow/no_cookie.html", context, status=403)

        shown = never_cache(page_with_form(shown))
        shown.without_token = never_cache(refused)
        return shown

    return decorate


@behind_link(links.to_confirm)
def follow_confirm(request, subscription, token):
    if subscription is None:
        return render(request, "follow/broken.html", status=404)
    if request.method != "POST":
        context = {"subscription": subscription, "followed": followed_in(subscription)}
        return render(request, "follow/confirm.html", context)
    if "refuse" in request.POST:
        asking.refuse(subscription)
        return redirect("follow_ended")
    confirmed = asking.confirm(subscription.pk)
    if confirmed is None:
        return render(request, "follow/broken.html", status=404)
    return redirect("follow_manage", links.manage_token(confirmed.subscriber))


def followed_in(subscription):
    return Followed(subscription.what, subscription.query)


@behind_link(links.to_manage)
def follow_manage(request, subscriber, token):
    """A query for each noun that is named in what is followed, fifty things at most."""
    if subscriber is None:
        return render(request, "follow/broken.html", status=404)
    if request.method == "POST":
        return managed(request, subscriber, token)
    rows = subscriber.subscriptions.confirmed()
    context = {
        "subscriber": subscriber,
        "rows": [(row, followed_in(row)) for row in rows],
        "frequencies": Subscription.Frequency.choices,
    }
    return render(request, "follow/manage.html", context)


def managed(request, subscriber, token):
    """One of the page's buttons: end everything, end one, change one. Unknown ones do nothing."""
    if "everything" in request.POST:
        subscriber.delete()
        return redirect("follow_ended")
    number = request.POST.get("subscription", "")
    mine = subscriber.subscriptions.confirmed()
    row = mine.filter(pk=int(number)).first() if is_key(number) else None
    if row and "end" in request.POST:
        asking.end(row)
        if not mine.exists():
            return redirect("follow_ended")
    elif row and (form := FrequencyForm(request.POST)).is_valid():
        mine.filter(pk=row.pk).update(frequency=form.cleaned_data["frequency"])
    return redirect("follow_manage", token)


def is_key(text):
    return text.isascii() and text.isdigit() and len(text) <= 18


@csrf_exempt
@behind_link(links.to_unsubscribe)
def follow_unsubscribe(request, subscription, token):
    """A person presses a button; a mail program sends one POST, without a cookie (RFC 8058).

    What is ended already is ended, however often that is asked.
    """
    if request.method != "POST":
        context = {
            "subscription": subscription,
            "followed": followed_in(subscription) if subscription else None,
            "address": reverse("follow_unsubscribe", args=[token]),
        }
        return render(request, "follow/unsubscribe.html", context)
    if subscription:
        asking.end(subscription)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse("Unsubscribed.\n", "text/plain; charset=utf-8")
    return redirect("follow_ended")
