"""Messages between two servers that share a secret: HMAC-SHA-256 over moment, nonce and body."""

import hashlib
import hmac
import re
import secrets

MOST_APART = 300
"""Seconds by which the two clocks may differ; older messages are refused."""
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_MOMENT = re.compile(r"[0-9]{1,12}")
_STAMP = re.compile(r"t=([^,]+),n=([^,]+),v1=([0-9a-f]{64})")


class BadSignature(Exception):
    """The message is not from whoever holds the secret, or was changed on its way."""


class TooOld(BadSignature):
    """The message was signed too long ago, or in the future."""


def sign(secret: str, moment: int, nonce: str, body: bytes) -> str:
    """The signature in hexadecimal; `moment` in seconds since 1970."""
    text = f"{moment}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def check(secret: str, moment: str, nonce: str, body: bytes, signature: str, *, now: int) -> None:
    """Raise BadSignature or TooOld. Without a secret nobody is believed; a replay is the receiver's to notice."""
    if not secret or not _NONCE.fullmatch(nonce) or not _MOMENT.fullmatch(moment):
        raise BadSignature
    if not hmac.compare_digest(sign(secret, int(moment), nonce, body).encode(), signature.encode()):
        raise BadSignature
    if abs(now - int(moment)) > MOST_APART:
        raise TooOld


def stamp(secret: str, body: bytes, *, at: int) -> str:
    """Moment, a fresh nonce and the signature as the one line that travels in a header."""
    nonce = secrets.token_urlsafe(16)
    return f"t={at},n={nonce},v1={sign(secret, at, nonce, body)}"


def check_stamp(secret: str, body: bytes, line: str, *, now: int) -> None:
    """Raise BadSignature or TooOld unless `stamp` made this line over this body within five minutes of `now`."""
    found = _STAMP.fullmatch(line)
    if found is None:
        raise BadSignature
    check(secret, found[1], found[2], body, found[3], now=now)
