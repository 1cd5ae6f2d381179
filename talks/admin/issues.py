"""Issues in the admin."""

from django.contrib import admin

from talks.models import Issue

from .entry import NounAdmin


@admin.register(Issue)
class IssueAdmin(NounAdmin):
    list_display = ["name", "question", "parent"]
    list_select_related = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "question", "summary", "parent"],
                "description": "A matter under negotiation. A stance answers its question, "
                "so the question can be answered with yes or no.",
            },
        )
    ]
