"""The admin's site: its sign-in goes on from the password to the code."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import path

from . import sessions, views


class StaffSite(AdminSite):
    def get_urls(self):
        return [
            path("second-factor/", views.second_factor, name="second_factor"),
            path("second-factor/app/", views.set_up, name="second_factor_app"),
            path("second-factor/recovery-codes/", views.recovery_codes, name="recovery_codes"),
            path("second-factor/leave/", views.leave, name="second_factor_leave"),
            *super().get_urls(),
        ]

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
