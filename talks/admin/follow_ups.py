"""Follow-ups in the admin: what was promised, by whom, and what became of it."""

from django.contrib import admin

from talks.models import FollowUp, FollowUpPromiser
from talks.models.follow_ups import NOT_MET

from .entry import DATES, EntryAdmin, EntryInline, LinkAdmin
from .forms import RecordForm
from .refusals import refuse_unproven
from .sources import FollowUpCitationInline


class FollowUpForm(RecordForm):
    """A follow-up may be met by a citation that is entered with it: judged after the save."""

    judged_later = [NOT_MET]


class PromiserInline(EntryInline):
    model = FollowUpPromiser
    fields = ["party", "order"]
    shown = ["party"]
    verbose_name_plural = "promised by"


class FollowUpInline(EntryInline):
    model = FollowUp
    form = FollowUpForm
    fk_name = "meeting"
    fields = ["slug", "kind", "text", "due", "to_meeting", "state", "outcome", "closed_on", "order"]
    shown = ["meeting", "to_meeting"]
    show_change_link = True
    verbose_name_plural = "follow-ups (who promised, and citations, on their own page: “Change”)"


@admin.register(FollowUp)
class FollowUpAdmin(EntryAdmin):
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


@admin.register(FollowUpPromiser)
class FollowUpPromiserAdmin(LinkAdmin):
    judged_path = "follow_up"
    judge = staticmethod(refuse_unproven)
    list_display = ["party", "follow_up"]
    list_select_related = ["party", "follow_up__meeting"]
    search_fields = ["party__folded", "follow_up__folded"]
