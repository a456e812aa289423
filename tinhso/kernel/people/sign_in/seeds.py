"""Seeds of second factors as they lie in the database: encrypted with a key that does not lie there.

`settings.SEED_KEYS`: secrets, the newest first. What an older one encrypted, or nothing did, is read and by
`reseal` written anew with the newest.
"""

import base64
import logging
import secrets
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

log = logging.getLogger("tinhso.people")
MARK = "v1:"
KEYS_OF_DATA = ("secret", "seed", "migrated_codes")  # of an app, of recovery codes


def sealed(text: str) -> str:
    """The text with AES-128-CBC and HMAC-SHA-256 (Fernet), marked as such."""
    return MARK + _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed, or the text itself where it never was.

    Without the key: a seed that nobody knows, so that no code fits it. An empty one would fit whoever guessed that.
    """
    if not text.startswith(MARK):
        return text
    try:
        return _box().decrypt(text.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        log.error("a second factor cannot be read: its key is missing", extra={"code": "seed_key"})
        return base64.b32encode(secrets.token_bytes(20)).decode()


def reseal() -> int:
    """Write every seed anew that the newest key did not seal; how many. Rows that no key opens stay as they are."""
    changed = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().order_by("pk"):
            data = {key: _newest(value) if key in KEYS_OF_DATA else value for key, value in row.data.items()}
            if data != row.data:
                row.data = data
                row.save(update_fields=["data"])
                changed += 1
    return changed


def _newest(value: Any) -> Any:
    if isinstance(value, list):
        return [_newest(one) for one in value]
    if not isinstance(value, str):
        return value
    if not value.startswith(MARK):
        return sealed(value)
    token = value.removeprefix(MARK).encode()
    try:
        _fernet(settings.SEED_KEYS[0]).decrypt(token)
    except InvalidToken:
        try:
            return MARK + _box().rotate(token).decode()
        except InvalidToken:
            return value
    return value


def _box() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in settings.SEED_KEYS])


def _fernet(key: str) -> Fernet:
    """The secret is random and long, so one hash makes its key; another use of it would name another purpose."""
    return Fernet(base64.urlsafe_b64encode(sha256(b"tinhso second factor\x00" + key.encode()).digest()))
