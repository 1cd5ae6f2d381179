"""Officials in the admin, and the posts they held."""

from django.contrib import admin

from talks.models import Appointment, Official

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
