"""Proposed changes: the list of them, and the page where one is read and decided."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from talks.models import Meeting, ProposedChange
from talks.models.proposals import LETTERS_OF_A_NOTE, ProposalState
from talks.proposals.plans import steps_as_proposed
from talks.proposals.told import VERBS, changes_proposed, in_order
from talks.revisions.authors import person_in_words
from talks.revisions.steps import Plan

from .applying import apply, decide, may_apply, may_decide, preview
from .forms import plain_line_ends
from .history import CHANGES_A_PAGE, counts_in_words
from .looking import LookingAdmin
from .paging import page_of, paging
from .picks import LARGEST_KEY
from .proposing import address_of
from .queue import QueueFilter
from .refusals import Refused
from .reverting import FAILURES, Preview, said

NO_REASON = "Say why: the author reads it."
DONE = {
    ProposalState.DECLINED: "Declined. The author finds your reason with the change.",
    ProposalState.WITHDRAWN: "Withdrawn: nothing was changed.",
}


class WordsForm(forms.Form):
    """The author's note, or the reason of who declines."""

    words = forms.CharField(max_length=LETTERS_OF_A_NOTE, required=False, strip=True)

    def clean_words(self):
        return plain_line_ends(self.cleaned_data["words"])


@admin.register(ProposedChange)
class ProposedChangeAdmin(LookingAdmin):
    list_display = ["what", "by", "when", "state", "decided"]
    list_display_links = ["what"]
    list_filter = [QueueFilter, "state", ("author", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["author", "decided_by"]
    search_fields = ["title", "note", "reason"]
    ordering = ["-pk"]
    actions = None

    class Media:
        # It forgets what was sent, once a page says that it is kept.
        js = ["entry/keeping.js"]

    # Who may see what

    def has_view_permission(self, request, obj=None):
        """Whoever changes meetings, or decides; who may less, what they proposed themselves."""
        is_own = obj is not None and obj.author_id == request.user.pk
        return is_own or request.user.has_perm("talks.change_meeting") or may_decide(request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).in_short()

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    # The list

    @admin.display(description="change of", ordering="title")
    def what(self, proposal):
        return proposal.title

    @admin.display(description="by", ordering="author")
    def by(self, proposal):
        return person_in_words(proposal.author)

    @admin.display(description="proposed", ordering="pk")
    def when(self, proposal):
        return in_words(proposal.proposed_at)

    @admin.display(description="decided", ordering="decided_at")
    def decided(self, proposal):
        if proposal.decided_at is None:
            return "–"
        return f"{in_words(proposal.decided_at)} by {person_in_words(proposal.decided_by)}"

    # The page

    def change_view(self, request, object_id, form_url="", extra_context=None):
        key = int(object_id) if object_id.isascii() and object_id.isdecimal() else 0
        proposal = get_object_or_404(ProposedChange, pk=min(key, LARGEST_KEY))
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return ProposalPage(self, request, proposal).respond()


def counts_of(steps):
    """Pairs of "added" and "1 statement, 2 statement citations", and so on."""
    for kind, verb in VERBS.items():
        counts = Counter(step.model for step in steps if step.kind == kind)
        if counts:
            yield verb, counts_in_words(counts)


def address_of_list():
    return reverse("admin:talks_proposedchange_changelist", query={"queue": "proposals"})


def in_words(moment):
    return date_format(timezone.localtime(moment), "j M Y, H:i")


class ProposalPage:
    """The page, for one request. What was typed comes back with a refusal."""

    def __init__(self, model_admin, request, proposal):
        self.admin, self.request, self.proposal = model_admin, request, proposal
        self.user, self.typed = request.user, {}

    def respond(self):
        if self.request.method == "POST":
            wanted = self.request.POST.get("do")
            answer = {
                "apply": self.apply,
                "decline": self.decline,
                "withdraw": self.withdraw,
                "note": self.keep_note,
            }.get(wanted, self.refuse_nonsense)
            try:
                return answer()
            except FAILURES as error:
                for reason in dict.fromkeys(said(error)):
                    self.say(f"Nothing was changed. {reason}", messages.ERROR)
                self.proposal.refresh_from_db()
        return self.page()

    @property
    def is_own(self):
        return self.proposal.author_id == self.user.pk

    def allow(self, is_allowed):
        if not is_allowed:
            raise PermissionDenied

    def refuse_nonsense(self):
        raise Refused(["That button is not known here."])

    # What may be done

    def apply(self):
        self.allow(may_apply(self.user, self.proposal))
        token = self.request.POST.get("token")
        self.proposal = apply(self.request, self.admin.admin_site, self.proposal.pk, token)
        return self.done("Applied: the record is as proposed.")

    def decline(self):
        self.allow(may_decide(self.user) and not self.is_own)
        if not (reason := self.words("reason")):
            raise Refused([NO_REASON])
        return self.settle(ProposalState.DECLINED, reason)

    def withdraw(self):
        self.allow(self.is_own)
        return self.settle(ProposalState.WITHDRAWN)

    def settle(self, state, reason=""):
        self.proposal = decide(self.request, self.proposal.pk, state, reason)
        return self.done(DONE[state])

    def keep_note(self):
        self.allow(self.is_own)
        note = self.words("note")
        waiting = ProposedChange.objects.waiting().filter(pk=self.proposal.pk)
        if not waiting.update(note=note):
            raise Refused(["This change is decided already."])
        self.say("The reviewer reads your note with the change.", messages.SUCCESS)
        return redirect(address_of(self.proposal))

    def words(self, name):
        self.typed[name] = self.request.POST.get(name, "")
        form = WordsForm({"words": self.typed[name]})
        if not form.is_valid():
            raise Refused(form.errors["words"])
        return form.cleaned_data["words"]

    def done(self, sentence):
        self.admin.log_change(self.request, self.proposal, sentence)
        self.say(sentence, messages.SUCCESS)
        return redirect(address_of(self.proposal))

    def say(self, sentence, level):
        self.admin.message_user(self.request, sentence, level)

    # What it shows

    def page(self):
        proposal, may = self.proposal, may_apply(self.user, self.proposal)
        seen = self.seen(may)
        page = page_of(self.request)
        steps = in_order(seen.plan.steps)
        shown = steps[(page - 1) * CHANGES_A_PAGE : page * CHANGES_A_PAGE]
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": f"Change of {proposal.title}",
            "opts": self.admin.opts,
            "proposal": proposal,
            "by": person_in_words(proposal.author),
            "decided_by": person_in_words(proposal.decided_by),
            "meetings": Meeting.objects.filter(pk__in=proposal.meetings).only("slug", "title"),
            "plan": seen.plan,
            "reasons": seen.reasons,
            "changes": changes_proposed(proposal, shown),
            "counts": counts_of(steps),
            "is_own": self.is_own,
            "media": self.admin.media,
            "may_apply": may and not seen.reasons and not seen.plan.obstacles,
            "may_decline": may_decide(self.user) and not self.is_own,
            "note": self.typed.get("note", proposal.note),
            "reason": self.typed.get("reason", ""),
            "back": self.admin.has_view_permission(self.request) and address_of_list(),
            **paging(page, len(steps), CHANGES_A_PAGE),
        }
        return TemplateResponse(self.request, "admin/proposals/proposal.html", context)

    def seen(self, may):
        """While it waits, as the record now stands; tried only for who may then apply it."""
        if self.proposal.is_waiting:
            return preview(self.admin.admin_site, self.proposal, is_tried=may)
        return Preview(Plan(steps_as_proposed(self.proposal)), [])
