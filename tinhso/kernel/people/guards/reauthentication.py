"""Before something that matters whoever sits there is asked once more: by password or code, or at the identity provider.

What was sent waits in the session (allauth keeps it) and is done after the confirmation: nothing typed is lost.
"""

import time
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
    resume_request,
    suspend_request,
)
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tinhso.kernel.people.guards.guards import View
from tinhso.kernel.people.models import User
from tinhso.kernel.site.context import instance

BY_IDENTITY = "eid"


def confirmed_again(view: View) -> View:
    """Below a guard: the view is entered only within some minutes after the person was asked once more."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        assert isinstance(user, User)  # noqa: S101 (a guard stands before)
        if is_confirmed(request, user):
            return view(request, *args, **kwargs)
        by_identity = not get_reauthentication_flows(user)
        way = reverse("eid_again" if by_identity else "account_reauthenticate")
        return suspend_request(request, way)  # type: ignore[no-any-return]

    return asked  # type: ignore[return-value]


def is_confirmed(request: HttpRequest, user: User) -> bool:
    """Whoever has neither password nor factor nor identity is let through in a demo alone, where a click signs in."""
    if get_reauthentication_flows(user):
        return bool(did_recently_reauthenticate(request))
    if not known_by_identity(user.pk):
        return bool(instance().demo)
    return any(
        record.get("reauthenticated") and time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        for record in get_authentication_records(request, user)
        if record["method"] == BY_IDENTITY
    )


def known_by_identity(user_id: int | None) -> bool:
    """Whether the provider that is configured vouched for this account before."""
    return bool(settings.IDENTITY_PROVIDER) and SocialAccount.objects.filter(user_id=user_id).exists()


def go_on(request: HttpRequest, user: User, following: str) -> HttpResponse:
    """The provider vouched once more for the person who is signed in: what waited at the address `following` is done."""
    record_authentication(request, user, method=BY_IDENTITY, reauthenticated=True)
    asked = request.GET.copy()
    asked["next"] = following  # allauth looks here; the state kept it over the way to the provider
    request.GET = asked  # type: ignore[assignment]
    return resume_request(request) or redirect("account")
