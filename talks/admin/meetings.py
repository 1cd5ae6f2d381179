"""Meetings in the admin: all of a meeting on one form."""

from django.contrib import admin
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

from .correcting import CorrectingAdmin
from .delegations import DelegationInline
from .entry import DATES, EntryInline, LinkAdmin, NounAdmin
from .follow_ups import FollowUpInline
from .forms import MeetingForm
from .publication import PublicationAdmin
from .refusals import refuse_broken, refuse_unproven
from .sources import MeetingCitationInline
from .statements import StatementInline


class PlaceInline(EntryInline):
    model = MeetingPlace
    fields = ["place", "order"]
    shown = ["place"]
    verbose_name, verbose_name_plural = "place", "places"


class AuspiceInline(EntryInline):
    model = MeetingAuspice
    fields = ["party", "order"]
    shown = ["party"]
    verbose_name, verbose_name_plural = "party", "under the auspices of"


class IssueInline(EntryInline):
    model = MeetingIssue
    fields = ["issue", "order"]
    shown = ["issue"]
    verbose_name, verbose_name_plural = "issue", "issues"


class SourceInline(EntryInline):
    model = MeetingSource
    fields = ["source", "order"]
    shown = ["source"]
    description = "What the whole of this entry was written from."
    verbose_name, verbose_name_plural = "source", "sources"


@admin.register(Meeting)
class MeetingAdmin(CorrectingAdmin, PublicationAdmin, NounAdmin):
    form = MeetingForm
    judged_path = "pk"
    list_display = ["title", "starts", "ends", "status", "format", "is_draft"]
    list_filter = ["is_draft", "status", "format", "level"]
    readonly_fields = ["statements"]
    actions = ["publish", "unpublish", "merge_two"]
    inlines = [
        PlaceInline,
        SourceInline,
        IssueInline,
        AuspiceInline,
        DelegationInline,
        StatementInline,
        FollowUpInline,
        MeetingCitationInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "publication", "statements"],
                "description": "A draft may be half done, and staff alone see it. To be published "
                "it needs a date, a delegation, and a citation for each statement. Type in any "
                "search box: it offers to add what is not on record. Ctrl+Enter adds the next "
                "row of the list that you are in. Ids and orders may stay empty.",
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

    class Media:
        js = ["entry/likely.js"]

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
            return "Enter them below; this one save keeps them too."
        return format_html(
            '<a href="{}?meeting__id__exact={pk}">{} on record</a> · '
            '<a href="{}?meeting={pk}">Add one on a page of its own</a>',
            reverse("admin:talks_statement_changelist"),
            meeting.statements.count(),
            reverse("admin:talks_statement_add"),
            pk=meeting.pk,
        )


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
