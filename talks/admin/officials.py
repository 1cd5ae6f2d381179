"""Officials in the admin, and the posts they held."""

from django.contrib import admin
from django.utils.functional import SimpleLazyObject

from talks.models import Appointment, Official, duplicates
from talks.work_queue import PARAMETER, SAME_NAME

from .entry import DATES, EntryAdmin, EntryInline, NounAdmin
from .sources import AppointmentCitationInline


class AppointmentInline(EntryInline):
    model = Appointment
    fields = ["party", "title", "body", "starts", "ends", "order"]
    shown = ["party"]
    show_change_link = True
    verbose_name_plural = "appointments (citations on their own page)"


@admin.register(Official)
class OfficialAdmin(NounAdmin):
    list_display = ["name", "native_name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AppointmentInline]

    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "sort_name"],
                "description": "A person. Two people may share a name: look before you add.",
            },
        ),
        (
            "Names elsewhere",
            {
                "fields": ["native_name", "other_names", "wikidata"],
                "description": f"Other names and spellings, one a line. {DATES}",
            },
        ),
    ]

    def get_list_display(self, request):
        """Among probable duplicates, each with the ids of its namesakes."""
        shown = super().get_list_display(request)
        if request.GET.get(PARAMETER) != SAME_NAME:
            return shown
        # Read once, when the first row is shown: Django asks for the columns twice.
        namesakes = SimpleLazyObject(
            lambda: duplicates.others(duplicates.officials_sharing_a_name())
        )

        @admin.display(description="shares a name with")
        def namesakes_of(official):
            return ", ".join(sorted(namesakes[official.slug]))

        return [*shown, namesakes_of]


@admin.register(Appointment)
class AppointmentAdmin(EntryAdmin):
    list_display = ["official", "title", "party", "starts", "ends"]
    list_select_related = ["official", "party"]
    search_fields = ["official__folded", "party__folded", "title"]
    inlines = [AppointmentCitationInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["official", "party", "title", "body", "starts", "ends", "order"],
                "description": f"A post that an official held for a party. {DATES}",
            },
        )
    ]
