"""The admin of Django, with a site of our own."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "talks.signin.site.StaffSite"
