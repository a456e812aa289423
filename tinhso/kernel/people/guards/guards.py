"""Who may open a page. Each decorator also marks the view, so that a test can prove that every route has one.

A visitor's GET goes to the sign-in page and comes back; a visitor's POST keeps what was typed (`expired_session.py`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tinhso.kernel.people.guards.actors import Signed, signed_in
from tinhso.kernel.people.guards.expired_session import keep_typed
from tinhso.kernel.people.guards.second_factor import needs_second_factor
from tinhso.kernel.people.roles import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
GUARD = "guard"
LONGEST_WAY_BACK = 4000  # characters of an address that somebody is led back to


def public_page(view: View) -> View:
    """Everybody may open this page; says so aloud, for the test of routes."""
    setattr(view, GUARD, "public")
    return view


def signed_in_required(view: View) -> View:
    """Whoever is signed in."""
    return _guarded(view, "signed in", lambda signed: True)


def party_required(view: View) -> View:
    """Whoever is signed in, for what a citizen and an officer reach by one address.

    An officer without a second factor has no post yet and finds nothing; they are sent to set it up, there or not.
    """

    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            signed = signed_in(request)
            if signed is None or signed.post is None or not needs_second_factor(request, signed.user):
                raise
            return redirect("mfa_activate_totp")

    return _guarded(found, "party", lambda signed: True)  # type: ignore[return-value]


def citizen_required(view: View) -> View:
    """An account that belongs to a person; officers have their own pages."""
    return _guarded(view, "citizen", lambda signed: signed.actor.person_id is not None)


def officer_required(view: View) -> View:
    """An account that holds a post on the legal day, with its second factor where the instance asks for one."""
    return _guarded(view, "officer", lambda signed: signed.post is not None, second_factor=True)


def role_required(*roles: type[Role]) -> Callable[[View], View]:
    """An officer whose chosen post carries one of these roles."""

    def decorator(view: View) -> View:
        name = "role " + " ".join(sorted(role.code for role in roles))
        return _guarded(
            view,
            name,
            lambda signed: signed.post is not None and any(r.code in signed.post.roles for r in roles),
            second_factor=True,
        )

    return decorator


def _guarded(
    view: View, name: str, may_enter: Callable[[Signed], bool], *, second_factor: bool = False
) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        signed = signed_in(request)
        if signed is None:
            return ask_to_sign_in(request)
        if not may_enter(signed):
            raise PermissionDenied
        if second_factor and needs_second_factor(request, signed.user):
            return redirect("mfa_activate_totp")
        return view(request, *args, **kwargs)

    setattr(guarded, GUARD, name)
    return guarded  # type: ignore[return-value]


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and come back; what a form held goes on a page of its own and is not lost."""
    if request.method not in ("GET", "HEAD"):
        return keep_typed(request, reverse("sign_in"))
    asked = request.get_full_path()
    return redirect_to_login(asked if len(asked) <= LONGEST_WAY_BACK else "/", reverse("sign_in"))
