"""Compact JWS (RFC 7515) of two algorithms, written and read in one spelling: EdDSA (Ed25519) and ES256."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

MOST_LETTERS = 4096
VerifyingKey = Ed25519PublicKey | ec.EllipticCurvePublicKey


class JwsRefused(ValueError):
    """Too long, of another shape, or signed by another key; `code` is `shape` or `signature`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class CompactJws:
    """What a text says of itself; nothing of it is proved before `check`."""

    head: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes

    def check(self, key: VerifyingKey) -> None:
        """JwsRefused."""
        if not is_signed(key, self.signed, self.signature):
            raise JwsRefused("signature")


def algorithm_of(key: VerifyingKey) -> str:
    return "EdDSA" if isinstance(key, Ed25519PublicKey) else "ES256"


def is_signed(key: VerifyingKey, signed: bytes, signature: bytes) -> bool:
    """By the private half of this key; of P-256 the signature is the two numbers beside each other, as JWS has it."""
    if len(signature) != 64:
        return False
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, signed)
        else:
            pair = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
            key.verify(encode_dss_signature(*pair), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def read_jws(text: str) -> CompactJws:
    """JwsRefused."""
    if len(text) > MOST_LETTERS or text.count(".") != 2:
        raise JwsRefused("shape")
    head, claims, signature = text.split(".")
    return CompactJws(_part(head), _part(claims), f"{head}.{claims}".encode(), _bytes(signature))


def write_jws(head: Mapping[str, Any], claims: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """By EdDSA, which the head is given."""
    signed = f"{_text_of(dict(head) | {'alg': 'EdDSA'})}.{_text_of(claims)}"
    return f"{signed}.{base64url(key.sign(signed.encode()))}"


def base64url(data: bytes) -> str:
    """Without filling."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _text_of(value: Mapping[str, Any]) -> str:
    return base64url(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def _bytes(text: str) -> bytes:
    """Of base64url in its one spelling, without filling."""
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise JwsRefused("shape") from error
    if base64url(data) != text:
        raise JwsRefused("shape")
    return data


def _part(text: str) -> dict[str, Any]:
    try:
        value = json.loads(_bytes(text), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise JwsRefused("shape") from error
    if not isinstance(value, dict):
        raise JwsRefused("shape")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise JwsRefused("shape")
    return found
