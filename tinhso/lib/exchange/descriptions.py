"""The description of a service (OpenAPI) on its way from the registry to planes and from planes to callers.

A policy names it by SHA-256 of its canonical JSON, so whoever holds a signed policy knows whether a text is the right one.
"""

import hashlib
import json
from typing import Any

MOST_BYTES = 4_000_000
"""A million letters, as the registry takes them, in UTF-8."""


def description_text(content: Any) -> bytes:
    """Its one spelling."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def for_callers(text: bytes, address: str) -> bytes:
    """With the address by which the exchange is asked for this service, and without those of the provider's machines."""
    content = json.loads(text)
    _without_servers(content)
    return description_text(content | {"servers": [{"url": address}]})


def _without_servers(content: dict[str, Any]) -> None:
    """OpenAPI lets a path and an operation name servers of their own."""
    paths = content.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        for one in (item, *item.values()) if isinstance(item, dict) else ():
            if isinstance(one, dict):
                one.pop("servers", None)
