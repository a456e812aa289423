"""The pages of allauth that this program uses, each with a guard of ours; every other one has no address."""

from functools import wraps
from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from allauth.socialaccount import views as social_views
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from requests import RequestException

from tinhso.kernel.people.guards.guards import View, public_page, signed_in_required
from tinhso.kernel.people.guards.reauthentication import confirmed_again, known_by_identity
from tinhso.kernel.people.guards.second_factor import forget_removed_factor
from tinhso.kernel.people.models import User
from tinhso.kernel.people.provider import (
    PROVIDER,
    ElectronicIdentityAdapter,
    ElectronicIdentityCallback,
)
from tinhso.kernel.people.sign_in.views.sign_in import next_of


def _on_our_page(view: View) -> View:
    """allauth hands its own `site` to some templates and would leave the header of our pages without a name."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            (response.context_data or {}).pop("site", None)
        return response

    return shown  # type: ignore[return-value]


def _with_a_password(view: View) -> View:
    """An account that signs in elsewhere, or was never given one, has nothing to change."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User) and not request.user.has_usable_password():
            messages.info(request, _("Tài khoản này không dùng mật khẩu."))
            return redirect("account")
        return view(request, *args, **kwargs)

    return shown  # type: ignore[return-value]


def _forgetting(view: View) -> View:
    """A view that removes a factor: with the last one goes what sessions remember of it."""

    @wraps(view)
    def removed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user, response = request.user, view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(user, User):
            forget_removed_factor(request, user)
        return response

    return removed  # type: ignore[return-value]


def _with_a_post(view: View) -> View:
    """A view that sets a factor up: an officer's account whose post no second person confirmed yet is nobody's so far."""

    @wraps(view)
    def posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.person_id is None and not user.posts.exists():
            return render(request, "people/no_post_yet.html", status=403)
        return view(request, *args, **kwargs)

    return posted  # type: ignore[return-value]


password_sign_in = public_page(_on_our_page(account_views.login))
sign_out = public_page(_on_our_page(account_views.logout))
sign_up = public_page(_on_our_page(account_views.signup))
inactive = public_page(account_views.account_inactive)
reauthenticate = signed_in_required(_on_our_page(account_views.reauthenticate))
change_password = signed_in_required(_with_a_password(_on_our_page(account_views.password_change)))
second_factor = public_page(
    _on_our_page(mfa_views.authenticate)
)  # in the middle of signing in: there is no user yet
second_factor_again = signed_in_required(mfa_views.reauthenticate)
second_factors = signed_in_required(mfa_views.index)
add_app = signed_in_required(_with_a_post(confirmed_again(totp_views.activate_totp)))
remove_app = signed_in_required(confirmed_again(_forgetting(totp_views.deactivate_totp)))
add_passkey = signed_in_required(_with_a_post(confirmed_again(key_views.add_webauthn)))
remove_passkey = signed_in_required(confirmed_again(_forgetting(key_views.remove_webauthn)))
passkey_again = signed_in_required(key_views.reauthenticate_webauthn)
recovery_codes = signed_in_required(confirmed_again(code_views.view_recovery_codes))
new_recovery_codes = signed_in_required(confirmed_again(code_views.generate_recovery_codes))
eid_cancelled = public_page(social_views.login_cancelled)
eid_error = public_page(social_views.login_error)


@signed_in_required
@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """Where allauth goes after a passkey was removed: they stand on the page of second factors."""
    return redirect("mfa_index")


@public_page
@require_POST
def eid_start(request: HttpRequest) -> HttpResponseBase:
    """Leave for the electronic identity provider, with state, PKCE and nonce."""
    return _leave(request, reauthentication=None)


@signed_in_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def eid_again(request: HttpRequest) -> HttpResponseBase:
    """Who has no password here confirms at the provider, which is told to ask anew; who is not known there cannot."""
    if not known_by_identity(request.user.pk):
        raise PermissionDenied
    if request.method == "POST":
        return _leave(request, reauthentication=request.user.pk)
    return render(request, "people/eid_reauthentication.html", {"next": next_of(request), "form": None})


def _leave(request: HttpRequest, *, reauthentication: int | None) -> HttpResponseBase:
    """To the provider; `again` is the account that confirms once more."""
    if not settings.IDENTITY_PROVIDER:
        raise Http404
    provider = get_adapter(request).get_provider(request, PROVIDER)
    provider.confirming_user_id = reauthentication
    try:
        return provider.redirect_from_request(request)  # type: ignore[no-any-return]
    except RequestException:
        return _provider_is_away(request)


@public_page
@require_GET
def eid_callback(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider; allauth checks state and code, our adapter the tokens."""
    if not settings.IDENTITY_PROVIDER:
        raise Http404
    adapter = ElectronicIdentityAdapter(request, PROVIDER)
    try:
        return ElectronicIdentityCallback.adapter_view(adapter)(request)  # type: ignore[no-any-return]
    except RequestException:
        return _provider_is_away(request)


def _provider_is_away(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=503)
