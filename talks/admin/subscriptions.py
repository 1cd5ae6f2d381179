"""Who follows what by e-mail, for those who run the site: to be looked at, and not changed.

Readers change and delete it themselves. Groups of staff see none of it: addresses are personal.
"""

from urllib.parse import unquote_plus

from django.contrib import admin

from talks.models import Subscription

from .looking import LookingAdmin


@admin.register(Subscription)
class SubscriptionAdmin(LookingAdmin):
    list_display = ["email", "what", "filter", "frequency", "confirmed_at", "sent_at", "trouble"]
    list_display_links = None
    list_filter = ["what", "frequency", ("confirmed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["subscriber"]
    search_fields = ["subscriber__email"]
    ordering = ["-pk"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    @admin.display(description="address", ordering="subscriber__email")
    def email(self, subscription):
        return subscription.subscriber.email

    @admin.display(description="filter")
    def filter(self, subscription):
        return unquote_plus(subscription.query) or "all"

    @admin.display(description="what went wrong")
    def trouble(self, subscription):
        """Nothing is sent any more to who was refused too often, until it is confirmed again."""
        return subscription.problem
