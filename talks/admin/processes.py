"""Processes in the admin."""

from django.contrib import admin

from talks.models import Process

from .entry import NounAdmin


@admin.register(Process)
class ProcessAdmin(NounAdmin):
    list_display = ["name", "parent"]
    list_select_related = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "summary", "parent"],
                "description": "A series of meetings that belong together. "
                "A meeting names its process on its own form.",
            },
        )
    ]
