"""What publishing adds to the admin of meetings: pages, a line of the form, actions of the list."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from talks.work_queue import PARAMETER, WAITING

from .publishing import PublishView, publish_locked, state_in_words
from .refusals import Refused
from .rights import may_publish
from .withdrawing import MOST, WithdrawView


class PublicationAdmin(admin.ModelAdmin):
    """`is_draft` is on no form: meetings are published, and withdrawn, by pages and actions."""

    def get_urls(self):
        views = {"publish": self.publish_view, "unpublish": self.unpublish_view}
        return [
            path(
                f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"talks_meeting_{name}"
            )
            for name, view in views.items()
        ] + super().get_urls()

    def publish_view(self, request, pk):
        return PublishView(self, request, pk).respond()

    def unpublish_view(self, request, pk):
        return WithdrawView.of_one(self, request, pk).respond()

    def has_publish_permission(self, request, obj=None):
        return may_publish(request)

    # On the form

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "publication"]

    def publication(self, meeting):
        """The state in words, and the way to change it."""
        if meeting.pk is None:
            return "A draft, seen by staff alone. “Save and preview” leads to publishing it."
        address = reverse("admin:talks_meeting_publish", args=[meeting.pk])
        step = "publish" if meeting.is_draft else "unpublish"
        said = state_in_words(meeting)
        return format_html('{} · <a href="{}">Preview and {}</a>', said, address, step)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return self.preview_asked_for(request, obj) or response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        return self.preview_asked_for(request, obj) or response

    def preview_asked_for(self, request, meeting):
        """Where “Save and preview” leads to."""
        if "_preview" in request.POST:
            return redirect("admin:talks_meeting_publish", meeting.pk)

    # In the list

    def get_list_display(self, request):
        """Of drafts that wait for review, each with the page that publishes it."""
        shown = super().get_list_display(request)
        if request.GET.get(PARAMETER) != WAITING:
            return shown

        @admin.display(description="review")
        def review(meeting):
            address = reverse("admin:talks_meeting_publish", args=[meeting.pk])
            return format_html('<a href="{}">Preview and publish</a>', address)

        return [*shown, review]

    @admin.action(description="Publish selected meetings", permissions=["publish"])
    def publish(self, request, queryset):
        for meeting in queryset.drafts().order_by("pk"):
            try:
                publish_locked(self, request, meeting.pk)
            except Refused as refused:
                for reason in refused.reasons:
                    said = f"Not published: {meeting}: {reason}"
                    self.message_user(request, said, messages.ERROR)
            else:
                self.message_user(request, f"Published: {meeting}.", messages.SUCCESS)

    @admin.action(description="Unpublish selected meetings…", permissions=["publish"])
    def unpublish(self, request, queryset):
        """Asks for the reason first."""
        meetings = list(queryset.published().without_prose()[: MOST + 1])
        return WithdrawView(self, request, meetings, action="unpublish").respond()
