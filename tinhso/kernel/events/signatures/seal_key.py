"""The key that signs heads: Ed25519, from TINHSO_SEAL_KEY, else from `seal-key` in the state folder, mode 0600.

Written it is a long random word; the key's seed is its SHA-256. `tinhso prepare` makes one, a running process never
does: two machines that each made their own would sign against each other.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

SHORTEST = 43  # letters: 256 bits in base64
NAME = "seal-key"


class KeyTooShort(ValueError):
    """TINHSO_SEAL_KEY has fewer letters than can be trusted."""


@dataclass(frozen=True, repr=False)
class HeldKey:
    """A private key that this process may sign with."""

    word: str

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.word.encode()).digest())

    @cached_property
    def public(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, statement: bytes) -> str:
        return self.private.sign(statement).hex()


def held_key() -> HeldKey | None:
    """The key of this installation, None where this process is given none. Raises KeyTooShort."""
    return _key(settings.SEAL_KEY or _read(NAME))


def keys_before() -> list[HeldKey]:
    """Keys that were turned and are still here, newest first: they vouch for the one after them."""
    words = [*settings.SEAL_KEYS_BEFORE, *_read(f"{NAME}-before").split()]
    return [key for word in words if (key := _key(word))]


def fingerprint(public: str) -> str:
    """SHA-256 of the public key, hexadecimal: what stands on paper and pages."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def signed_by(public: str, statement: bytes, signature: str) -> bool:
    """Whether that key signed this; False for what is no key or no signature at all."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(word: str) -> HeldKey | None:
    if not word:
        return None
    if len(word) < SHORTEST:
        raise KeyTooShort(f"{NAME}: {SHORTEST} letters at least")
    return HeldKey(word)


def _read(name: str) -> str:
    try:
        return (Path(settings.STATE) / name).read_text().strip()
    except FileNotFoundError:
        return ""
