"""Codes in addresses: drawn, not counted, so that nobody learns from one how many others there are or when they came."""

from base64 import b32encode
from hashlib import sha256
from uuid import UUID

from django.db import connection

LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 20))"


def code_of(key: UUID, *more: object) -> str:
    """The code of what this key of a client made; with `more` of one of several things."""
    words = " ".join([key.hex, *map(str, more)])
    return b32encode(sha256(words.encode()).digest()).decode()[:12].lower()


def lock_code(code: str) -> None:
    """Within a transaction: two presses of one button come one after the other, and the second finds what the first made."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [code])
