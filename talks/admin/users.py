"""Staff accounts: Django's own, and what helps a colleague who cannot get in."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from talks.signin import devices, lockout

# Their pages show keys and recovery codes; nobody may read those after set-up.
admin.site.unregister([TOTPDevice, StaticDevice])
admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(UserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "has_app"]
    actions = ["reset_second_factor", "end_lock_out"]

    def get_queryset(self, request):
        return devices.with_number_of_apps(super().get_queryset(request))

    @admin.display(boolean=True, description="second factor", ordering="apps")
    def has_app(self, user):
        return user.apps > 0

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not request.user.is_superuser:
            for name in ("reset_second_factor", "end_lock_out"):
                actions.pop(name, None)
        return actions

    @admin.action(description="Reset the second factor of selected users")
    def reset_second_factor(self, request, users):
        for user in users:
            devices.reset(user)
            self.log_change(request, user, "Second factor reset.")
        self.message_user(
            request,
            f"Second factors reset: {len(users)}. Each sets up another at the next sign-in.",
            messages.SUCCESS,
        )

    @admin.action(description="End the lock-out of selected users")
    def end_lock_out(self, request, users):
        for user in users:
            lockout.end_for(user)
            self.log_change(request, user, "Lock-out ended.")
        self.message_user(request, f"May try again: {len(users)}.", messages.SUCCESS)
