"""Codes in addresses: drawn, not counted, so that nobody learns from one how many others there are or when they came."""

from base64 import b32encode
from hashlib import sha256
from uuid import UUID


def code_of(key: UUID, *more: object) -> str:
    """The code of what this key of a client made; with `more` of one of several things."""
    words = " ".join([key.hex, *map(str, more)])
    return b32encode(sha256(words.encode()).digest()).decode()[:12].lower()
