"""Tokens of callers: given for a signed statement (RFC 6749 4.4, RFC 7523), at most ten minutes, known to this plane alone."""

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64decode
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import parse_qsl

from tinhso.lib.exchange.client_assertion import AssertionRefused, ReplayGuard, check_assertion
from tinhso.lib.exchange.plane.policies import InForce

LIFE = 600
MOST_TOKENS = 100_000
MOST_FORM = 8192
BY_STATEMENT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FIELDS = frozenset({"grant_type", "client_assertion_type", "client_assertion", "client_id", "scope"})


class TokenRefused(Exception):
    """RFC 6749 5.2: `error` is its code, `client` whoever is known by then."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(why)
        self.error = error

    @property
    def status(self) -> int:
        return 401 if self.error == "invalid_client" else 400


@dataclass(frozen=True)
class TokenHolder:
    """Whose a token is, by which key it was asked for, and when it ends (seconds of Unix time)."""

    client: str
    key: str
    ends: float


class Tokens:
    """Random words, kept by their hash: whoever reads the memory's table has no token."""

    def __init__(self, audience: str) -> None:
        self._audience = audience
        self._used = ReplayGuard()
        self._holders: OrderedDict[bytes, TokenHolder] = OrderedDict()

    def give(self, form: bytes, policy: InForce) -> tuple[str, str]:
        """The token and whose it is. TokenRefused."""
        form_fields = _read(form)
        if form_fields.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type", "grant_type")
        statement = form_fields.get("client_assertion", "")
        if form_fields.get("client_assertion_type") != BY_STATEMENT or not statement:
            raise TokenRefused("invalid_client", "client_assertion_type")
        now = int(time.time())
        try:
            client = check_assertion(
                statement, keys=policy.keys, audience=self._audience, now=now, used=self._used
            )
        except AssertionRefused as error:
            raise TokenRefused("invalid_client", error.code) from error
        if form_fields.get("client_id", client) != client:
            raise TokenRefused("invalid_client", "client_id")
        return self._issued(client, _key_named(statement)), client

    def _issued(self, client: str, key: str) -> str:
        now = time.time()
        while self._holders and next(iter(self._holders.values())).ends <= now:
            self._holders.popitem(last=False)
        if len(self._holders) >= MOST_TOKENS:
            raise TokenRefused("temporarily_unavailable", "busy")
        token = secrets.token_urlsafe(32)
        self._holders[_hashed(token)] = TokenHolder(client, key, now + LIFE)
        return token

    def client_of(self, token: str, policy: InForce) -> str | None:
        """None for a token that is none, has ended, or whose key is no longer its system's; a stopped system is told so
        by the decision."""
        holder = self._holders.get(_hashed(token))
        if holder is None or holder.ends <= time.time():
            return None
        known = policy.keys.get(holder.key)
        return holder.client if known or policy.index.is_stopped(holder.client) else None


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


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


def _key_named(statement: str) -> str:
    """The `kid` of a statement that has been checked."""
    head = statement.partition(".")[0]
    return str(json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"])
