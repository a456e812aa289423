"""Keys of Open311: random, shown once, kept as SHA-256."""

import secrets
from hashlib import sha256

from tinhso.citizen.models import ApiKey


def new_key() -> str:
    """256 random bits in letters that need no escaping."""
    return secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def key_of(given: str) -> ApiKey | None:
    """The active client of that key."""
    return ApiKey.objects.filter(digest=digest_of(given[:200]), state=ApiKey.State.ACTIVE).first()
