"""Four eyes in every admin of the record: a save that has to wait is kept as a proposed change.

Whatever writes in a transaction of its own, away from the usual forms, calls `hold(request)` at
the end of it and answers with `waits()` when that raised Proposed.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from talks.models import Meeting, ProposedChange
from talks.proposals import holding
from talks.proposals.holding import Proposed
from talks.revisions.tables import parent_of

WAITS = (
    "Your change waits for a reviewer: a published meeting is changed by two people. "
    "Nothing on the site has changed yet; below is what you proposed."
)


def hold(request, act=None):
    """Raise Proposed, if what this transaction has written must wait for a second person."""
    holding.hold(request.user, act)


def waits(request, held):
    """The answer to a save that has to wait: kept, with the page where it waits."""
    # What was said of the save is not so; to read messages is to be done with them.
    list(messages.get_messages(request))
    proposal = held.keep(request.user)
    messages.success(request, WAITS)
    return redirect(address_of(proposal))


def address_of(proposal):
    return reverse("admin:talks_proposedchange_change", args=[proposal.pk])


class ProposingAdmin(admin.ModelAdmin):
    """Adds, changes, deletions and actions. Django calls `response_*` when all is written."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Proposed as held:
            return waits(request, held)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except Proposed as held:
            return waits(request, held)

    def response_action(self, request, queryset):
        if not settings.FOUR_EYES:
            return super().response_action(request, queryset)
        try:
            with transaction.atomic():
                response = super().response_action(request, queryset)
                hold(request)
                return response
        except Proposed as held:
            return waits(request, held)
        except IntegrityError as error:
            # What the database finds out at the very end.
            self.say_refused(request, error)
            return redirect(request.get_full_path())

    def response_add(self, request, obj, post_url_continue=None):
        hold(request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        hold(request)
        return super().response_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        hold(request)
        return super().response_delete(request, obj_display, obj_id)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if settings.FOUR_EYES and obj is not None and obj.pk:
            say_what_waits(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def say_what_waits(request, row):
    """Changes of the same meeting that wait already, with links. Two queries at most."""
    if (meeting := meeting_of(row)) is None:
        return
    waiting = ProposedChange.objects.waiting().about([meeting]).in_short().order_by("pk")
    if waiting := list(waiting):
        links = format_html_join(
            ", ", '<a href="{}">no. {}</a>', ((address_of(p), p.pk) for p in waiting)
        )
        said = "A change of this meeting waits for review: {}. This page shows what is published."
        messages.warning(request, format_html(said, links))


def meeting_of(row):
    """The key of the meeting that a row is, or stands below; None for what stands elsewhere."""
    while row is not None and not isinstance(row, Meeting):
        link = parent_of(type(row))
        if link is None:
            return None
        if link.related_model is Meeting:
            return getattr(row, link.attname)
        row = getattr(row, link.name)
    return row and row.pk
