"""The page “Preview and publish”: a meeting as readers will see it, and what is still in the way.

What a meeting needs is in models/publication.py; the preview itself is a view of the public pages
(views/preview.py), shown in a frame.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from talks.models import Meeting
from talks.models.publication import Problem
from talks.revisions.last_author import version_of

from .asking import AskView, Step, note_step
from .refusals import Refused, refuse
from .rights import FOUR_EYES, is_own_work

MEANWHILE = "Somebody changed this meeting after this page was opened. This is how it stands now."
PROBLEMS_SHOWN = 100
# Where on the form of a meeting a problem is mended, by the field that it names.
PLACES = {"starts": "id_starts", "ends": "id_ends", "delegations": "delegations-group"}


class PublishView:
    """The page, for one meeting and one request."""

    def __init__(self, model_admin, request, pk):
        self.admin, self.request, self.pk = model_admin, request, pk

    def respond(self):
        meeting = seen_meeting(self.admin, self.request, self.pk)
        asking = AskView(self.admin, self.request, meeting)
        if self.request.method != "POST":
            return self.page(meeting, asking)
        if step := asking.wanted():
            if asking.take(step):
                return redirect("admin:talks_meeting_publish", self.pk)
            return self.page(meeting, asking)
        if not self.admin.has_publish_permission(self.request, meeting):
            raise PermissionDenied
        if self.publish(meeting):
            return redirect("admin:talks_meeting_publish", self.pk)
        return self.page(seen_meeting(self.admin, self.request, self.pk), asking)

    def publish(self, meeting):
        """Whether it was done."""
        try:
            publish_locked(self.admin, self.request, self.pk, self.request.POST.get("version", ""))
        except Refused as refused:
            # What else forbids it stands on the page by itself.
            for reason in {MEANWHILE} & set(refused.reasons) or {"It was not published."}:
                self.admin.message_user(self.request, reason, messages.ERROR)
            return False
        self.admin.message_user(self.request, f"Published: {meeting}.", messages.SUCCESS)
        return True

    def page(self, meeting, asking):
        # First the version: what is written while the problems are looked for was not seen.
        version = version_of(meeting)
        problems = objections(self.request, meeting) if meeting.is_draft else []
        shown = [(problem, mended_at(meeting, problem)) for problem in problems[:PROBLEMS_SHOWN]]
        context = {
            **admin.site.each_context(self.request),
            "title": "Preview and publish",
            "subtitle": str(meeting),
            "opts": self.admin.opts,
            "meeting": meeting,
            "state": state_in_words(meeting),
            "problems": shown,
            "left_out": len(problems) - len(shown),
            "may_publish": self.admin.has_publish_permission(self.request, meeting),
            "may_change": self.admin.has_change_permission(self.request, meeting),
            "version": version,
            "asking": asking,
        }
        return TemplateResponse(self.request, "admin/publishing/publish.html", context)


@transaction.atomic
def publish_locked(model_admin, request, pk, seen=None):
    """Publish, or raise Refused. Locked from the check to the save: what is public was checked.

    `seen` is the version of the page from which it is published.
    """
    meeting = Meeting.objects.select_for_update().filter(pk=pk).first()
    if meeting is None or meeting.is_published:
        raise Refused(["It is no draft any more."])
    refuse([MEANWHILE] if seen is not None and version_of(meeting) != seen else [])
    refuse(objections(request, meeting))
    meeting.publish()
    note_step(request, meeting, Step.PUBLISHED)
    model_admin.log_change(request, meeting, "Published.")


def objections(request, meeting):
    """Every reason why this member of staff may not publish this meeting as it is saved."""
    problems = meeting.publication_problems()
    if is_own_work(request, meeting):
        problems.append(Problem("", FOUR_EYES))
    return problems


def mended_at(meeting, problem):
    """The address of the field or the row where a problem is mended; "" where there is none."""
    if problem.row:
        return reverse("admin:talks_statement_change", args=[problem.row]) + "#citations-group"
    if problem.path not in PLACES:
        return ""
    return reverse("admin:talks_meeting_change", args=[meeting.pk]) + f"#{PLACES[problem.path]}"


def seen_meeting(model_admin, request, pk):
    """The meeting of a page, for those who may see meetings."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    meeting = Meeting.objects.without_prose().filter(pk=pk).first()
    if meeting is None:
        raise Http404("There is no such meeting.")
    return meeting


def state_in_words(meeting):
    if meeting.withdrawn_at:
        return f"Withdrawn on {day(meeting.withdrawn_at)}: {meeting.withdrawn_because}"
    if meeting.is_draft:
        return "Draft, seen by staff alone"
    return f"Published, first on {day(meeting.first_published_at)}"


def day(moment):
    return date_format(localtime(moment), "j F Y")
