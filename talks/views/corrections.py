"""Readers report an error: the form, what it is about, and how it is received.

With those of follow by e-mail the only pages for readers that take forms, and so set a cookie.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from talks.models import Correction, Meeting, Sender
from talks.models.fields import SLUG
from talks.signin.lockout import client_address

from .addresses import Gone, find
from .correction_form import CorrectionForm

WORDS_KEPT = 2_000
NO_COOKIE = (
    "Nothing was sent, since your browser sent no cookie of this site. It is needed for this form "
    "alone: please allow it, and press Send once more."
)
TOO_MANY = (
    "Nothing was sent: several reports have come from your network within the hour. "
    "Your words are kept on this page: please press Send again in an hour."
)


@dataclass
class Asked:
    """The public row that the address names, and what of it a reader sees."""

    meeting: object = None
    statement: object = None
    about: str = ""
    words: str = ""

    @property
    def row(self):
        return self.statement or self.meeting

    @property
    def query(self):
        ids = {"meeting": self.meeting, "statement": self.statement}
        return urlencode({name: row.slug for name, row in ids.items() if row})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    """The form takes one query for each row it is about."""
    if request.method != "POST":
        return show(request, CorrectionForm(), asked_for(request.GET))
    asked, form = asked_when_sent(request.GET), CorrectionForm(request.POST)
    if not form.is_valid():
        return show(request, form, asked, status=422)
    if not receive(form.correction(asked), client_address(request) or ""):
        form.add_error(None, TOO_MANY)
        return show(request, form, asked, status=429)
    return redirect(f"{reverse('contact_sent')}?{asked.query}".rstrip("?"))


def contact_sent(request):
    return render(request, "corrections/sent.html", {"asked": asked_when_sent(request.GET)})


def refused(request):
    """The form without its token: nothing is taken, and nothing that was typed is lost."""
    form = CorrectionForm(request.POST)
    form.is_valid()
    form.add_error(None, NO_COOKIE)
    return show(request, form, asked_when_sent(request.GET), status=403)


contact.without_token = never_cache(refused)


def show(request, form, asked, status=200):
    return render(
        request, "corrections/contact.html", {"form": form, "asked": asked}, status=status
    )


@transaction.atomic
def receive(correction, sender):
    """Whether it was taken. What is sent twice, by a second click say, is kept once."""
    if Correction.objects.filter(receipt=correction.receipt).exists():
        return True
    if not Sender.objects.may_send(sender):
        return False
    Correction.objects.bulk_create([correction], ignore_conflicts=True)
    return True


def asked_for(query):
    """What an address asks about; Http404 where the public sees no such row."""
    meeting, statement = query.get("meeting", ""), query.get("statement", "")
    if not (meeting or statement):
        return Asked()
    meeting = public_meeting(meeting)
    if not statement:
        return Asked(meeting, about=meeting.title, words=meeting.when)
    said = meeting.statements.filter(slug=an_id(statement)).defer("folded", "search").first()
    if said is None:
        raise Http404
    said.meeting = meeting
    return Asked(meeting, said, f"{meeting.title}, {said.slug}", said.text[:WORDS_KEPT])


def asked_when_sent(query):
    """The same for what was typed already: a row withdrawn meanwhile is left out, no word lost."""
    try:
        return asked_for(query)
    except Http404:
        return Asked()


def public_meeting(slug):
    try:
        return find(Meeting.objects.published().without_prose(), an_id(slug))
    except Gone:
        raise Http404 from None


def an_id(text):
    try:
        SLUG(text)
    except ValidationError:
        raise Http404 from None
    return text
