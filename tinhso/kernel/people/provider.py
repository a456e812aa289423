"""The national electronic identity as an OpenID Connect provider of allauth, stricter than allauth's own.

On top of state and PKCE it sends and checks a nonce, checks the signature always, and takes only RS256, so that a
stolen answer of another sign-in is worth nothing. Scope and parameters come from the settings, never from the query.
"""

import secrets
import time
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tinhso.kernel.people.persons.claims import BadClaims, Identity, read_claims
from tinhso.kernel.people.persons.freshness import NotEnough, Proof, check_proof, max_age, proof_in

PROVIDER = "eid"


class ElectronicIdentityAdapter(OpenIDConnectOAuth2Adapter):
    """Fetches and checks the tokens. `state` is what was kept in the session when the person left."""

    state: Mapping[str, Any] | None = None

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(build_absolute_uri(request, reverse("eid_callback"), self.redirect_uri_protocol))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        claims = self._checked(app, kwargs["response"].get("id_token") or "")
        proof = self._proof(claims)
        if app.settings.get("fetch_userinfo", True):
            userinfo = self._fetch_user_info(token.token)
            if userinfo.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo tells of another subject")
            claims = {**userinfo, **claims}  # what is signed wins
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.proof = proof
        return login

    def _checked(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self._issuer(app),
            audience=app.client_id,
            lookup_kid=_rs256_only,
        )
        nonce = str((self.state or {}).get("nonce") or "")
        if not nonce or not compare_digest(nonce, str(claims.get("nonce") or "")):
            raise OAuth2Error("Invalid nonce")
        return claims

    def _proof(self, claims: dict[str, Any]) -> Proof:
        """From the signed token alone."""
        proof = proof_in(claims)
        try:
            check_proof(proof, reauthenticating=bool((self.state or {}).get("again")), now=time.time())
        except NotEnough as error:
            raise OAuth2Error(f"the sign-in at the provider is not enough: {error}") from error
        return proof

    def _issuer(self, app: SocialApp) -> str:
        """Who signs here: named by the settings, and the provider's description of itself must agree."""
        address = str(app.settings["server_url"]).removesuffix("/.well-known/openid-configuration")
        wanted = str(app.settings.get("issuer") or address)
        issuer = str(self.openid_config.get("issuer") or "")
        if issuer.rstrip("/") != wanted.rstrip("/"):
            raise OAuth2Error("the provider describes itself as another one")
        return issuer


def _rs256_only(keys: dict[str, Any], kid: str) -> Any:
    keys = {"keys": [key for key in keys["keys"] if key.get("alg", "RS256") == "RS256"]}
    return jwtkit.lookup_kid_jwk(keys, kid)


class ElectronicIdentityProvider(OpenIDConnectProvider):
    """One provider an instance, described by the setting IDENTITY_PROVIDER."""

    id = PROVIDER
    name = "Định danh điện tử"
    pkce_enabled_default = True
    oauth2_adapter_class = ElectronicIdentityAdapter
    confirming_user_id: int | None = None  # the account that is asked to confirm once more

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("eid_start")

    def get_callback_url(self) -> str:
        return reverse("eid_callback")

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """`max_age` makes the provider tell when it saw the person, and 0 makes it ask anew."""
        age = max_age(reauthenticating=self.confirming_user_id is not None)
        asked = {"max_age": age} if age is not None else {}
        prompt = {"prompt": "login"} if self.confirming_user_id is not None else {}
        return {**self.get_auth_params(), **asked, **prompt, "nonce": secrets.token_urlsafe(24)}

    def stash_redirect_state(self, *args: Any, **kwargs: Any) -> str:
        return str(
            super().stash_redirect_state(*args, nonce=self._nonce, again=self.confirming_user_id, **kwargs)
        )

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._nonce = kwargs["auth_params"]["nonce"]
        return super().redirect(request, *args, **kwargs)  # type: ignore[no-any-return]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing personal is kept beside the person's own row, which can be erased."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        login = super().sociallogin_from_response(request, response)
        login.identity = identity_in(response)
        return login


def identity_in(claims: Mapping[str, Any]) -> Identity:
    """The person in these claims by the configured mapping; OAuth2Error if it is nobody."""
    configured = settings.IDENTITY_PROVIDER or {}
    try:
        return read_claims(claims, names=configured.get("claims", {}), levels=configured.get("levels", {}))
    except BadClaims as error:
        raise OAuth2Error("the provider did not say who this is") from error


class ElectronicIdentityCallback(OAuth2CallbackView):
    """allauth's callback, which also hands the kept state (with the nonce) to the adapter."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state
        return state, response


provider_classes = [ElectronicIdentityProvider]
