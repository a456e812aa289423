"""What a call said and was answered, stored by agreement: sealed by the plane, opened by the program alone.

X25519 with a key of the plane for each call, HKDF-SHA-256, ChaCha20-Poly1305; bound to the id of the call. A plane and its spool hold
nothing by which it could be opened. Of a body that is longer than `MOST_STORED` bytes nothing is stored.
"""

import hashlib
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MOST_STORED = 65_536
"""Bytes of each body."""
VERSION, KEY = b"\x01", 32
LENGTHS = struct.Struct(">II")
MOST_SEALED = 2 * MOST_STORED + 200
NONCE = bytes(12)
"""Each message has a key of its own."""


class NotOpened(ValueError):
    """Sealed for another key or another call, or changed."""


def _private(word: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(
        hashlib.sha256(b"tinhso.exchange.body-key/1\0" + word.strip().encode()).digest()
    )


def public_body_key(word: str) -> str:
    """As the policy tells planes: hexadecimal."""
    return _private(word).public_key().public_bytes_raw().hex()


def _cipher(shared: bytes, sender: bytes, receiver: bytes) -> ChaCha20Poly1305:
    info = b"tinhso.exchange.stored-bodies/1\0" + sender + receiver
    return ChaCha20Poly1305(HKDF(SHA256(), KEY, salt=None, info=info).derive(shared))


def seal_bodies(public: str, call: str, request: bytes, response: bytes) -> str:
    """Base64. ValueError for a key that is none."""
    receiver, private = bytes.fromhex(public), X25519PrivateKey.generate()
    sender = private.public_key().public_bytes_raw()
    shared = private.exchange(X25519PublicKey.from_public_bytes(receiver))
    plain = LENGTHS.pack(len(request), len(response)) + request + response
    return b64encode(
        VERSION + sender + _cipher(shared, sender, receiver).encrypt(NONCE, plain, call.encode())
    ).decode()


def sealed_bytes(text: str) -> bytes:
    """ValueError for what is none, or too long."""
    found = b64decode(text, validate=True)
    if not found.startswith(VERSION) or not KEY < len(found) <= MOST_SEALED:
        raise ValueError("no sealed bodies")
    return found


def open_bodies(words: Iterable[str], call: str, sealed: bytes) -> tuple[bytes, bytes]:
    """Request and response, by whichever of the platform's words they were sealed for. NotOpened."""
    sender, content = sealed[1 : 1 + KEY], sealed[1 + KEY :]
    for word in words:
        private = _private(word)
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
            cipher = _cipher(shared, sender, private.public_key().public_bytes_raw())
            plain = cipher.decrypt(NONCE, content, call.encode())
        except (InvalidTag, ValueError):
            continue
        first, second = LENGTHS.unpack_from(plain)
        start = LENGTHS.size
        return plain[start : start + first], plain[start + first : start + first + second]
    raise NotOpened(call)
