"""Admins of what staff look at in a list, and never type: it comes about by other pages."""

from django.contrib import admin


class LookingAdmin(admin.ModelAdmin):
    """Who may see what is for each to say: `has_view_permission`."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return self.has_view_permission(request)
