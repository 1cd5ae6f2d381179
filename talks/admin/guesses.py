"""What imports guessed: staff look at the value, go to its meeting, and settle it."""

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join

from talks.models import Guess

from .looking import LookingAdmin
from .queue import QueueFilter

SETTLE = "Settle: looked at, and corrected in the meeting where it was wrong"


class SettledFilter(admin.SimpleListFilter):
    title = "settled"
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("no", "Not yet"), ("yes", "Settled")]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            return queryset.filter(settled_at__isnull=self.value() == "no")
        return queryset


@admin.register(Guess)
class GuessAdmin(LookingAdmin):
    list_display = ["of_meeting", "where", "value", "why", "importer", "settled"]
    list_display_links = None
    list_filter = [QueueFilter, SettledFilter]
    list_select_related = ["settled_by"]
    search_fields = ["path", "value", "why", "importer"]
    ordering = ["-pk"]
    actions = ["settle"]

    def has_view_permission(self, request, obj=None):
        """Whoever may put it right."""
        return request.user.has_perm("talks.change_meeting")

    def has_settle_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).with_meeting()

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    @admin.display(description="meeting")
    def of_meeting(self, guess):
        if guess.meeting_title is None:
            return "(no longer on record)"
        address = reverse("admin:talks_meeting_change", args=[guess.meeting])
        return format_html('<a href="{}">{}</a>', address, guess.meeting_title)

    @admin.display(description="where", ordering="path")
    def where(self, guess):
        """The path, which a narrow column may break at its dots."""
        first, *rest = guess.path.split(".")
        return escape(first) + format_html_join("", "<wbr>.{}", ((part,) for part in rest))

    @admin.display(description="settled", empty_value="–")
    def settled(self, guess):
        if guess.settled_at is None:
            return None
        return f"{guess.settled_at:%Y-%m-%d}, {guess.settled_by or 'no longer on staff'}"

    @admin.action(description=SETTLE, permissions=["settle"])
    @transaction.atomic
    def settle(self, request, queryset):
        chosen = set(queryset.values_list("pk", flat=True))
        settled = Guess.objects.filter(pk__in=chosen).settle(request.user)
        if settled:
            self.message_user(request, f"Settled: {settled:,}.")
        if left := len(chosen) - settled:
            self.message_user(request, f"Settled before: {left:,}.", messages.WARNING)
