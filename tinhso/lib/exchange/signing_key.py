"""The key that signs policies: Ed25519 out of a long random word, and the name that a policy calls it by."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SHORTEST = 43
"""Letters: 256 bits in base64."""


class KeyTooShort(ValueError):
    """A word that could be guessed."""


def private_key(word: str) -> Ed25519PrivateKey:
    """KeyTooShort."""
    if len(word.strip()) < SHORTEST:
        raise KeyTooShort(f"{SHORTEST} letters at least")
    seed = hashlib.sha256(b"tinhso.exchange.policy-key/1\0" + word.strip().encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def key_id(key: Ed25519PublicKey) -> str:
    """SHA-256 of the public key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def public_text(key: Ed25519PublicKey) -> str:
    """As a plane is given it: hexadecimal."""
    return key.public_bytes_raw().hex()


def read_public(text: str) -> Ed25519PublicKey:
    """ValueError."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text.strip()))
