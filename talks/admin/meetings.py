"""Meetings in the admin: one form with all but the statements, and publishing from the list."""

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html

from talks.models import (
    FollowUp,
    Meeting,
    MeetingAuspice,
    MeetingIssue,
    MeetingPlace,
    MeetingSource,
)

from .delegations import DelegationInline
from .entry import DATES, EntryInline, LinkAdmin, NounAdmin
from .follow_ups import FollowUpInline
from .refusals import Refused, refuse, refuse_broken, refuse_unproven
from .sources import MeetingCitationInline


class PlaceInline(EntryInline):
    model = MeetingPlace
    fields = ["place", "order"]
    shown = ["place"]
    verbose_name_plural = "places"


class AuspiceInline(EntryInline):
    model = MeetingAuspice
    fields = ["party", "order"]
    shown = ["party"]
    verbose_name_plural = "under the auspices of"


class IssueInline(EntryInline):
    model = MeetingIssue
    fields = ["issue", "order"]
    shown = ["issue"]
    verbose_name_plural = "issues"


class SourceInline(EntryInline):
    model = MeetingSource
    fields = ["source", "order"]
    shown = ["source"]
    verbose_name_plural = "sources"


@admin.register(Meeting)
class MeetingAdmin(NounAdmin):
    judged_path = "pk"
    list_display = ["title", "starts", "ends", "status", "format", "is_draft"]
    list_filter = ["is_draft", "status", "format", "level"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["statements"]
    actions = ["publish", "unpublish", "merge_two"]
    inlines = [
        PlaceInline,
        DelegationInline,
        IssueInline,
        AuspiceInline,
        SourceInline,
        FollowUpInline,
        MeetingCitationInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "is_draft", "statements"],
                "description": "A draft is seen by staff only. A published meeting has a date and "
                "a delegation, and each of its statements a citation; else the save is refused.",
            },
        ),
        (
            "When",
            {
                "fields": [
                    ("starts", "ends"),
                    ("time", "timezone"),
                    ("duration_minutes", "duration_note"),
                    "old_dates",
                    "last_checked",
                ],
                "description": f"{DATES} A time needs one day and a zone, as in Europe/Zurich. "
                "Dates the meeting was moved from stand one a line.",
            },
        ),
        (
            "What kind",
            {
                "fields": [("status", "format"), ("level", "mode"), "venue", "process", "part_of"],
                "description": "Two parties “met” in a bilateral, a trilateral or a consultation; "
                "in a multilateral session both were present.",
            },
        ),
        (
            "In words",
            {
                "fields": ["summary", "outcome"],
                "description": "The summary says what the talks were about, the outcome what "
                "came of them.",
            },
        ),
    ]

    def judge(self, ids):
        refuse_broken(ids)
        refuse_unproven(FollowUp.objects.filter(meeting__in=ids).values("pk"))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search")

    def get_view_on_site_url(self, obj=None):
        return None if obj is None or obj.is_draft else super().get_view_on_site_url(obj)

    def statements(self, meeting):
        """Links: a meeting may have ten thousand statements, too many for one form."""
        if meeting.pk is None:
            return "Save the meeting first; its statements have pages of their own."
        return format_html(
            '<a href="{}?meeting__id__exact={pk}">{} on record</a> · '
            '<a href="{}?meeting={pk}">Add a statement</a>',
            reverse("admin:talks_statement_changelist"),
            meeting.statements.count(),
            reverse("admin:talks_statement_add"),
            pk=meeting.pk,
        )

    @admin.action(description="Publish selected meetings", permissions=["change"])
    def publish(self, request, queryset):
        for meeting in queryset.drafts():
            try:
                self.publish_one(request, meeting.pk)
            except Refused as refused:
                for reason in refused.reasons:
                    self.message_user(
                        request, f"Not published: {meeting}: {reason}", messages.ERROR
                    )
            else:
                self.message_user(request, f"Published: {meeting}.", messages.SUCCESS)

    @transaction.atomic
    def publish_one(self, request, pk):
        """Locked from the check to the save: what may be public is what was checked."""
        meeting = Meeting.objects.select_for_update().get(pk=pk)
        refuse(meeting.publication_problems())
        meeting.is_draft = False
        meeting.save(update_fields=["is_draft"])
        self.log_change(request, meeting, "Published.")

    @admin.action(description="Make drafts of selected meetings", permissions=["change"])
    def unpublish(self, request, queryset):
        for meeting in queryset.published():
            meeting.is_draft = True
            meeting.save(update_fields=["is_draft"])
            self.log_change(request, meeting, "Made a draft.")
            self.message_user(request, f"Now a draft: {meeting}.", messages.SUCCESS)


@admin.register(MeetingPlace)
class MeetingPlaceAdmin(LinkAdmin):
    list_display = ["place", "meeting"]
    search_fields = ["place__folded"]


@admin.register(MeetingAuspice)
class MeetingAuspiceAdmin(LinkAdmin):
    list_display = ["party", "meeting"]
    search_fields = ["party__folded"]


@admin.register(MeetingIssue)
class MeetingIssueAdmin(LinkAdmin):
    list_display = ["issue", "meeting"]
    search_fields = ["issue__folded"]


@admin.register(MeetingSource)
class MeetingSourceAdmin(LinkAdmin):
    list_display = ["source", "meeting"]
    search_fields = ["source__folded"]
