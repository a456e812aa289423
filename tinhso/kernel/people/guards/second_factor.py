from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
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


def forget_removed_factor(request: HttpRequest, user: User) -> None:
    """After the last factor of an account was removed no session, this one or another, passes as having one.

    The others end; this one goes on and is sent to set a factor up.
    """
    if has_second_factor(user):
        return
    request.session.pop(SECOND_FACTOR_IN_SESSION, None)
    User.objects.filter(pk=user.pk).update(sessions_epoch=F("sessions_epoch") + 1)
    user.refresh_from_db(fields=["sessions_epoch"])
    update_session_auth_hash(request, user)
