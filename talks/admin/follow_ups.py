"""Follow-ups in the admin: what was promised, by whom, and what became of it."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.html import format_html

from talks.models import FollowUp, FollowUpPromiser
from talks.models.choices import FollowUpState
from talks.models.follow_ups import NOT_MET

from .entry import DATES, EntryAdmin, EntryInline, EntryStack, LinkAdmin
from .exporting import ExportAdmin
from .forms import NumberedForm, NumberedFormSet, RecordForm
from .met import MetView
from .refusals import refuse_unproven
from .sources import FollowUpCitationInline


class FollowUpForm(RecordForm):
    """A follow-up may be met by a citation that is entered with it: judged after the save."""

    judged_later = [NOT_MET]


class FollowUpRowForm(NumberedForm, FollowUpForm):
    """One of a meeting's follow-ups, in the form of the meeting."""


class FollowUpFormSet(NumberedFormSet):
    letter = "f"


class PromiserInline(EntryInline):
    model = FollowUpPromiser
    fields = ["party", "order"]
    shown = ["party"]
    verbose_name, verbose_name_plural = "promiser", "promised by"


class FollowUpInline(EntryStack):
    model = FollowUp
    form = FollowUpRowForm
    formset = FollowUpFormSet
    fk_name = "meeting"
    fields = [
        "text",
        ("kind", "due", "state", "to_meeting"),
        ("outcome", "closed_on"),
        ("slug", "order"),
    ]
    shown = ["meeting", "to_meeting"]
    inlines = [PromiserInline, FollowUpCitationInline]
    is_long = True
    unfolded = 0
    description = (
        "What was promised for later. With neither text nor promiser it is a link to another "
        "meeting. A promise is met by a held meeting, an outcome or a citation."
    )
    verbose_name, verbose_name_plural = "follow-up", "follow-ups"


@admin.register(FollowUp)
class FollowUpAdmin(ExportAdmin, EntryAdmin):
    form = FollowUpForm
    judged_path = "pk"
    judge = staticmethod(refuse_unproven)
    list_display = ["__str__", "meeting", "kind", "state", "due", "to_meeting"]
    list_filter = ["state", "kind"]
    list_select_related = ["meeting", "to_meeting"]
    search_fields = ["folded", "meeting__slug"]
    inlines = [PromiserInline, FollowUpCitationInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["meeting", "slug", "order", "kind", "text", "due"],
                "description": "What was promised for later; the id is f1, f2 and so on. With "
                f"neither text nor promiser it is a link between two meetings. {DATES}",
            },
        ),
        (
            "What became of it",
            {
                "fields": ["state", "to_meeting", "outcome", "closed_on"],
                "description": "A promise is pending until a held meeting, an outcome or a "
                "citation shows that it was met. A planned meeting may be named meanwhile.",
            },
        ),
    ]

    def get_urls(self):
        met = self.admin_site.admin_view(self.met_view)
        return [path("<int:pk>/met/", met, name="talks_followup_met"), *super().get_urls()]

    def met_view(self, request, pk):
        return MetView(self, request, pk).respond()

    def get_list_display(self, request):
        """With a link that closes a pending promise, for those who may."""
        name, *others = super().get_list_display(request)
        if not self.has_change_permission(request):
            return [name, *others]
        filters = self.get_preserved_filters(request)

        @admin.display(description="was it met?")
        def was_it_met(follow_up):
            if follow_up.state != FollowUpState.PENDING:
                return ""
            address = reverse("admin:talks_followup_met", args=[follow_up.pk])
            return format_html('<a href="{}?{}">Met by a meeting…</a>', address, filters)

        return [name, was_it_met, *others]


@admin.register(FollowUpPromiser)
class FollowUpPromiserAdmin(LinkAdmin):
    judged_path = "follow_up"
    judge = staticmethod(refuse_unproven)
    list_display = ["party", "follow_up"]
    list_select_related = ["party", "follow_up__meeting"]
    search_fields = ["party__folded", "follow_up__folded"]
