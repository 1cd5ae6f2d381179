"""Places in the admin."""

from django.contrib import admin

from talks.models import Place

from .entry import NounAdmin


@admin.register(Place)
class PlaceAdmin(NounAdmin):
    list_display = ["city", "country", "timezone", "slug"]
    prepopulated_fields = {"slug": ["city"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["city", "slug", "country"],
                "description": "A city once, for all meetings there. "
                "The country is a code of two letters: CH.",
            },
        ),
        (
            "On the map and the clock",
            {
                "fields": ["latitude", "longitude", "timezone"],
                "description": "Degrees, north and east positive: 46.2 and 6.15. "
                "A time zone as in Europe/Zurich.",
            },
        ),
    ]
