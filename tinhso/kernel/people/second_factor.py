from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.models import User
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import instance

SECOND_FACTOR_IN_SESSION = "second_factor"


def has_second_factor(user: User) -> bool:
    """Does this account hold an authenticator app or a passkey?"""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def needs_second_factor(request: HttpRequest, user: User) -> bool:
    """An officer outside the demo who has not set one up; whoever has one was asked for it at sign-in.

    Remembered in the session once it is there, so that it costs its queries once a session.
    """
    if request.session.get(SECOND_FACTOR_IN_SESSION) or instance().demo:
        return False
    if not rule_or("security.officer_second_factor", True, on=clock.today()):
        return False
    if not has_second_factor(user):
        return True
    request.session[SECOND_FACTOR_IN_SESSION] = True
    return False
