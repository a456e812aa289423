"""A system proves who it is by a short signed statement (RFC 7523, private_key_jwt), checked against keys of the policy.

Two algorithms, chosen by the key and never by the statement: EdDSA (Ed25519) and ES256.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tinhso.lib.exchange.compact_jws import JwsRefused, VerifyingKey, algorithm_of, read_jws
from tinhso.lib.exchange.policy import Policy
from tinhso.lib.exchange.public_keys import read_text

LONGEST_LIFE, LEEWAY = 600, 30
"""Seconds: how long a statement may hold from now on; how far two clocks may differ."""
HEADERS = frozenset({"alg", "kid", "typ"})
TYPES = (None, "JWT", "client-authentication+jwt")


class AssertionRefused(Exception):
    """Not let in; `code` says why, for the log and for the technician who asked for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ClientKey:
    """The public key of a system; after `until` (seconds of Unix time) it proves nothing."""

    client: str
    key: VerifyingKey
    until: int


def client_keys(policy: Policy) -> dict[str, ClientKey]:
    """The keys of all systems that are not stopped, by their id, which a statement names as `kid`."""
    return {
        key.id: ClientKey(one.id, read_text(key.text).key, int(key.until.timestamp()))
        for one in policy.systems
        if not one.stopped
        for key in one.keys
    }


class UsedOnce(Protocol):
    """Remembers the statements that were used, until they end by themselves."""

    def use(self, client: str, jti: str, ends: int, now: int) -> None:
        """AssertionRefused where it was used before, or where too many of this client are remembered."""


def check_assertion(
    token: str, *, keys: Mapping[str, ClientKey], audience: str, now: int, used: UsedOnce
) -> tuple[str, str]:
    """The system that signed it and the id of its key. AssertionRefused. A statement is used up only when everything
    else is right."""
    try:
        statement = read_jws(token)
        name, key = _key_of(statement.head, keys, now)
        statement.check(key.key)
    except JwsRefused as error:
        raise AssertionRefused(error.code) from error
    jti, ends = _check_claims(statement.claims, key.client, audience, now)
    used.use(key.client, jti, ends, now)
    return key.client, name


def _key_of(head: Mapping[str, Any], keys: Mapping[str, ClientKey], now: int) -> tuple[str, ClientKey]:
    """A statement brings no key along: a header of another name is refused, `crit` and `jwk` among them."""
    if set(head) - HEADERS or head.get("typ") not in TYPES:
        raise AssertionRefused("header")
    kid = str(head.get("kid"))
    key = keys.get(kid)
    if key is None:
        raise AssertionRefused("unknown_key")
    if now >= key.until:
        raise AssertionRefused("key_expired")
    if head.get("alg") != algorithm_of(key.key):
        raise AssertionRefused("algorithm")
    return kid, key


def _check_claims(claims: Mapping[str, Any], client: str, audience: str, now: int) -> tuple[str, int]:
    """`jti` and `exp`."""
    if claims.get("iss") != client or claims.get("sub") != client:
        raise AssertionRefused("client")
    if claims.get("aud") not in (audience, [audience]):
        raise AssertionRefused("audience")
    jti, ends = claims.get("jti"), _moment(claims, "exp")
    if not isinstance(jti, str) or not 8 <= len(jti) <= 128:
        raise AssertionRefused("jti")
    if ends is None or ends > now + LONGEST_LIFE + LEEWAY:
        raise AssertionRefused("life")
    if ends <= now:
        raise AssertionRefused("expired")
    if any((begun := _moment(claims, name)) is not None and begun > now + LEEWAY for name in ("iat", "nbf")):
        raise AssertionRefused("not_yet")
    return jti, ends


def _moment(claims: Mapping[str, Any], name: str) -> int | None:
    value = claims.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise AssertionRefused("shape")
    return value
