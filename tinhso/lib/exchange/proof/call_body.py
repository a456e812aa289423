"""A row of the message log as the one text whose SHA-256 is a leaf of the batch that is sealed.

Canonical JSON of what the row says, without what is empty: a field that a later program adds leaves the leaves of former rows
as they were. Whom it is about is in it as a commitment, so that it can be erased and the leaf stays true.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tinhso.lib.exchange.canonical import canonical

ABOUT = ("named", "subject", "issue")
"""The fields that stand in `about` together, where the row names a person or a dossier."""


def call_body(values: Mapping[str, Any]) -> bytes:
    """`values` by field; where `about` is given, the fields of `ABOUT` are left out."""
    fields = {name: _plain(value) for name, value in values.items() if value not in ("", None)}
    if fields.get("about"):
        fields = {name: value for name, value in fields.items() if name not in ABOUT}
    return canonical(fields)


def about_words(named: str, subject: str, issue: str) -> bytes:
    """What is committed to."""
    return canonical({"named": named, "subject": subject, "issue": issue})


def commitment(salt: bytes, named: str, subject: str, issue: str) -> str:
    """HMAC-SHA-256 under the salt that goes with them, hexadecimal."""
    return hmac.digest(salt, about_words(named, subject, issue), "sha256").hex()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
    return str(value) if isinstance(value, UUID) else value
