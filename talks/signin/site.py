"""The admin's site: its sign-in goes on from the password to the code."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path

from . import sessions, views


class StaffSite(AdminSite):
    def get_urls(self):
        return [
            path("second-factor/", views.second_factor, name="second_factor"),
            path("second-factor/app/", views.set_up, name="second_factor_app"),
            path("second-factor/recovery-codes/", views.recovery_codes, name="recovery_codes"),
            path("second-factor/leave/", views.leave, name="second_factor_leave"),
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            *super().get_urls(),
        ]

    def view_on_site(self, request, content_type_id, object_id):
        """Django's own, for those who may see such rows: the address alone tells of a draft."""
        if not content_type_id.isdecimal():
            raise Http404("That is no kind of row.")
        kind = get_object_or_404(ContentType, pk=content_type_id)
        model_admin = self._registry.get(kind.model_class())
        if model_admin is None or not model_admin.has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def login(self, request, extra_context=None):
        if request.method == "GET" and sessions.waiting(request):
            return views.leading_to("admin:second_factor", views.next_address(request))
        response = super().login(request, extra_context)
        if request.method != "POST" or response.status_code != 302:
            return response
        sessions.begin(request)
        if not settings.SECOND_FACTOR:
            return response
        return views.leading_to("admin:second_factor", response.url)
