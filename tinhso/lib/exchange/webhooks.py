"""Signed webhooks as Standard Webhooks describes them, with its asymmetric signature (`v1a`, Ed25519).

The receiver needs the public key alone, so there is no secret to hand over, to keep or to lose. Both sides use this file: the
exchange, and the sandbox that receives.
"""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.lib.exchange.signing_key import SHORTEST, KeyTooShort

ID, MOMENT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
VERSION, PUBLIC = "v1a", "whpk_"
MOST_APART = 300
"""Seconds by which two clocks may differ; what was signed earlier is refused."""
MOST_SIGNATURES = 10
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOMENT = re.compile(r"[0-9]{1,12}")


class WebhookRefused(Exception):
    """Not from the exchange, changed on its way, or too old; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def webhook_key(word: str) -> Ed25519PrivateKey:
    """The key of webhooks out of the platform's word; not the one that signs policies. KeyTooShort."""
    if len(word.strip()) < SHORTEST:
        raise KeyTooShort(f"{SHORTEST} letters at least")
    seed = hashlib.sha256(b"tinhso.exchange.webhook-key/1\0" + word.strip().encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_word(key: Ed25519PublicKey) -> str:
    """As Standard Webhooks writes a public key."""
    return PUBLIC + b64encode(key.public_bytes_raw()).decode()


def read_public_word(text: str) -> Ed25519PublicKey:
    """ValueError."""
    if not text.startswith(PUBLIC):
        raise ValueError(text[:10])
    return Ed25519PublicKey.from_public_bytes(b64decode(text.removeprefix(PUBLIC), validate=True))


def _signed(message: str, moment: str, body: bytes) -> bytes:
    return f"{message}.{moment}.".encode() + body


def sign_webhook(message: str, body: bytes, *, keys: Iterable[Ed25519PrivateKey], at: int) -> dict[str, str]:
    """The three headers; a signature by each key, so that receivers change theirs when it suits them."""
    text = _signed(message, str(at), body)
    signatures = " ".join(f"{VERSION},{b64encode(key.sign(text)).decode()}" for key in keys)
    return {ID: message, MOMENT: str(at), SIGNATURE: signatures}


def check_webhook(
    headers: Mapping[str, str], body: bytes, *, keys: Iterable[Ed25519PublicKey], now: int
) -> str:
    """The id of the message, which a receiver remembers: it may come twice. `headers` by small letters. WebhookRefused."""
    message, moment = headers.get(ID, ""), headers.get(MOMENT, "")
    if not _ID.fullmatch(message) or not _MOMENT.fullmatch(moment):
        raise WebhookRefused("headers")
    if abs(now - int(moment)) > MOST_APART:
        raise WebhookRefused("too_old")
    given = headers.get(SIGNATURE, "").split(" ", MOST_SIGNATURES)[:MOST_SIGNATURES]
    text = _signed(message, moment, body)
    if not any(_is_valid(one, text, key) for one in given for key in keys):
        raise WebhookRefused("signature")
    return message


def _is_valid(given: str, text: bytes, key: Ed25519PublicKey) -> bool:
    version, _, written = given.partition(",")
    if version != VERSION:
        return False
    try:
        key.verify(b64decode(written, validate=True), text)
    except (InvalidSignature, ValueError):
        return False
    return True
