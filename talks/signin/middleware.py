"""A session that has shown only a password is nobody, on every page of the site."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject


class SecondFactorMiddleware:
    """Stands after OTPMiddleware. So no view has to ask, and none can forget to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SECOND_FACTOR:
            by_password = request.user_by_password = request.user
            by_password_later = request.auser

            async def auser():
                return _if_verified(await by_password_later())

            # Lazy, so that a public page does not read the session.
            request.user = SimpleLazyObject(lambda: _if_verified(by_password))
            request.auser = auser
        return self.get_response(request)


def _if_verified(user):
    return user if user.is_verified() else AnonymousUser()
