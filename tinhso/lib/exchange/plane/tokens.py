"""Tokens of callers: given for a signed statement (RFC 6749 4.4, RFC 7523), at most ten minutes, signed by the plane (RFC 9068).

Nothing is stored of a token, so every process of the plane takes what another gave, also after a restart. What was verified is
remembered by its hash; whether it still holds is asked of the policy in force at every call.
"""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from tinhso.lib.exchange.client_assertion import AssertionRefused, check_assertion
from tinhso.lib.exchange.compact_jws import JwsRefused, read_jws, write_jws
from tinhso.lib.exchange.plane.policies import InForce
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.plane.token_keys import TokenKeys
from tinhso.lib.exchange.used_statements import UsedStatements

LIFE = 600
MOST_VERIFIED = 20_000
MOST_FORM = 8192
BY_STATEMENT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FIELDS = frozenset({"grant_type", "client_assertion_type", "client_assertion", "client_id", "scope"})
TYPE = "at+jwt"


class TokenRefused(Exception):
    """RFC 6749 5.2: `error` is its code, `client` whoever is known by then."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(why)
        self.error = error

    @property
    def status(self) -> int:
        if self.error == "temporarily_unavailable":
            return 429
        return 401 if self.error == "invalid_client" else 400


@dataclass(frozen=True)
class AccessToken:
    """Whose a token is, by which key it was asked for, and when it ends (seconds of Unix time).

    One with a `certificate` (its thumbprint) is of use only together with that certificate (RFC 8705).
    """

    client: str
    key: str
    ends: int
    certificate: str = ""


class Tokens:
    """Of one process; what it shares with the others lies in the folder of the plane."""

    def __init__(self, setup: PlaneSetup) -> None:
        self._setup = setup
        self._used = UsedStatements(setup.folder / "statements")
        self._verified: OrderedDict[bytes, AccessToken] = OrderedDict()
        self.keys = TokenKeys(setup.folder / "token-keys.json", life=LIFE)

    def give(self, form: bytes, policy: InForce, certificate: str = "") -> tuple[dict[str, Any], str]:
        """The answer of RFC 6749 5.1 and whose token it is; bound to the certificate with which it was asked for.
        TokenRefused."""
        fields = _read(form)
        if fields.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type", "grant_type")
        statement = fields.get("client_assertion", "")
        if fields.get("client_assertion_type") != BY_STATEMENT or not statement:
            raise TokenRefused("invalid_client", "client_assertion_type")
        now = int(time.time())
        try:
            client, key = check_assertion(
                statement, keys=policy.keys, audience=self._setup.audience, now=now, used=self._used
            )
        except AssertionRefused as error:
            busy = "temporarily_unavailable" if error.code == "busy" else "invalid_client"
            raise TokenRefused(busy, error.code) from error
        if fields.get("client_id", client) != client:
            raise TokenRefused("invalid_client", "client_id")
        ends = min(now + LIFE, policy.keys[key].until)
        token = self._signed(AccessToken(client, key, ends, certificate), now)
        return {"access_token": token, "token_type": "Bearer", "expires_in": ends - now}, client

    def _signed(self, token: AccessToken, now: int) -> str:
        key = self.keys.signing(now)
        claims: dict[str, Any] = {
            "iss": self._setup.issuer,
            "aud": self._setup.issuer,
            "sub": token.client,
            "client_id": token.client,
            "client_key": token.key,
            "iat": now,
            "exp": token.ends,
            "jti": uuid4().hex,
        }
        if token.certificate:
            claims["cnf"] = {"x5t#S256": token.certificate}
        return write_jws({"typ": TYPE, "kid": key.id}, claims, key.private)

    def holder_of(self, token: str, policy: InForce) -> AccessToken | None:
        """None for a token that is none, has ended, or whose key is no longer its system's; a stopped system is told so
        by the decision."""
        now = int(time.time())
        found = self._token_of(token, now)
        if found is None or found.ends <= now:
            return None
        key = policy.keys.get(found.key)
        if key is not None and key.client == found.client and now < key.until:
            return found
        return found if policy.index.is_stopped(found.client) else None

    def _token_of(self, token: str, now: int) -> AccessToken | None:
        digest = hashlib.sha256(token.encode()).digest()
        found = self._verified.get(digest)
        if found is None and (found := self._read_token(token, now)) is not None:
            self._verified[digest] = found
            if len(self._verified) > MOST_VERIFIED:
                self._verified.popitem(last=False)
        return found

    def _read_token(self, token: str, now: int) -> AccessToken | None:
        """What this plane signed, whichever of its processes."""
        try:
            read = read_jws(token)
            key = self.keys.public(str(read.head.get("kid")), now)
            if key is None or read.head.get("typ") != TYPE or read.head.get("alg") != "EdDSA":
                return None
            read.check(key)
        except JwsRefused:
            return None
        if read.claims["iss"] != self._setup.issuer:
            return None
        bound = read.claims.get("cnf", {}).get("x5t#S256", "")
        return AccessToken(read.claims["sub"], read.claims["client_key"], read.claims["exp"], bound)


def _read(form: bytes) -> dict[str, str]:
    """Each field once, as the RFC wants it."""
    try:
        pairs = parse_qsl(
            form.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=10
        )
    except ValueError as error:
        raise TokenRefused("invalid_request", "form") from error
    found = dict(pairs)
    if len(found) < len(pairs) or set(found) - FIELDS:
        raise TokenRefused("invalid_request", "fields")
    return found


def metadata(setup: PlaneSetup) -> dict[str, Any]:
    """What an OAuth client needs to know of this plane (RFC 8414)."""
    return {
        "issuer": setup.issuer,
        "token_endpoint": setup.audience,
        "jwks_uri": f"{setup.issuer}/lgsp/jwks",
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "tls_client_certificate_bound_access_tokens": bool(setup.front_secret),
        "token_endpoint_auth_signing_alg_values_supported": ["EdDSA", "ES256"],
    }
