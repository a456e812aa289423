"""A system proves who it is by a short signed statement (RFC 7523, private_key_jwt), checked against keys of the policy.

Two algorithms, chosen by the key and never by the statement: EdDSA (Ed25519) and ES256.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tinhso.lib.exchange.policy import Policy
from tinhso.lib.exchange.public_keys import read_text

MOST_LETTERS = 4096
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
    key: Ed25519PublicKey | ec.EllipticCurvePublicKey
    until: int


def client_keys(policy: Policy) -> dict[str, ClientKey]:
    """The keys of all systems that are not stopped, by their id, which a statement names as `kid`."""
    return {
        key.id: ClientKey(one.id, read_text(key.text).key, int(key.until.timestamp()))
        for one in policy.systems
        if not one.stopped
        for key in one.keys
    }


class ReplayGuard:
    """Statements that were used, until they end by themselves. Full, it refuses: forgetting would let one in twice."""

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self._ends: OrderedDict[tuple[str, str], int] = OrderedDict()

    def use(self, client: str, jti: str, ends: int, now: int) -> None:
        """AssertionRefused where it was used before, or where too many are remembered."""
        if self._ends.get((client, jti), -1) >= now:
            raise AssertionRefused("replayed")
        if len(self._ends) >= self._most:
            self._ends = OrderedDict((one, end) for one, end in self._ends.items() if end >= now)
        if len(self._ends) >= self._most:
            raise AssertionRefused("busy")
        self._ends[(client, jti)] = ends


def check_assertion(
    token: str, *, keys: Mapping[str, ClientKey], audience: str, now: int, used: ReplayGuard
) -> str:
    """The system that signed it. AssertionRefused. A statement is used up only when everything else is right."""
    if len(token) > MOST_LETTERS or token.count(".") != 2:
        raise AssertionRefused("shape")
    head, body, signature = token.split(".")
    key = _key_of(_part(head), keys, now)
    _check_signature(key, f"{head}.{body}".encode(), _bytes(signature))
    claims = _part(body)
    jti, ends = _check_claims(claims, key.client, audience, now)
    used.use(key.client, jti, ends, now)
    return key.client


def _bytes(text: str) -> bytes:
    """Of base64url in its one spelling, without filling."""
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise AssertionRefused("shape") from error
    if urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise AssertionRefused("shape")
    return data


def _part(text: str) -> dict[str, Any]:
    try:
        value = json.loads(_bytes(text), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise AssertionRefused("shape") from error
    if not isinstance(value, dict):
        raise AssertionRefused("shape")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise AssertionRefused("shape")
    return found


def _key_of(head: Mapping[str, Any], keys: Mapping[str, ClientKey], now: int) -> ClientKey:
    """A statement brings no key along: a header of another name is refused, `crit` and `jwk` among them."""
    if set(head) - HEADERS or head.get("typ") not in TYPES:
        raise AssertionRefused("header")
    kid = head.get("kid")
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise AssertionRefused("unknown_key")
    if now >= key.until:
        raise AssertionRefused("key_expired")
    if head.get("alg") != ("EdDSA" if isinstance(key.key, Ed25519PublicKey) else "ES256"):
        raise AssertionRefused("algorithm")
    return key


def _check_signature(key: ClientKey, signed: bytes, signature: bytes) -> None:
    if len(signature) != 64:
        raise AssertionRefused("signature")
    try:
        if isinstance(key.key, Ed25519PublicKey):
            key.key.verify(signature, signed)
        else:
            pair = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
            key.key.verify(encode_dss_signature(*pair), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise AssertionRefused("signature") from error


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
