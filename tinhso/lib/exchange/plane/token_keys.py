"""The keys by which a plane signs its tokens: Ed25519, in its folder (0600), made anew each day by whichever process comes first.

The next key is made an hour before it signs, and one that no longer signs stays until the last of its tokens has ended: whoever
reads `/lgsp/jwks` meanwhile knows both.
"""

import fcntl
import hashlib
import json
import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.lib.exchange.compact_jws import base64url

logger = logging.getLogger("tinhso.exchange.plane")
SIGNS, AHEAD = 86_400, 3_600
"""Seconds that a key signs; seconds that it is known before."""


@dataclass(frozen=True)
class TokenKey:
    """Signs from `begins` (seconds of Unix time) until the next one does; `id` is its thumbprint (RFC 7638)."""

    id: str
    private: Ed25519PrivateKey
    begins: int

    @property
    def jwk(self) -> dict[str, str]:
        point = base64url(self.private.public_key().public_bytes_raw())
        return {"kty": "OKP", "crv": "Ed25519", "x": point, "kid": self.id, "alg": "EdDSA", "use": "sig"}


class TokenKeys:
    """One file for all processes of a plane; `life` is that of a token in seconds."""

    def __init__(self, path: Path, *, life: int) -> None:
        self._path, self._life = path, life
        self._keys: tuple[TokenKey, ...] = ()
        self._version: tuple[int, int] = (0, 0)

    def signing(self, now: int) -> TokenKey:
        """The key that signs at this moment; made where there is none."""
        if not self._keys or now >= self._keys[-1].begins + SIGNS - AHEAD:
            self._turn(now)
        return next(key for key in reversed(self._keys) if key.begins <= now)

    def public(self, name: str, now: int) -> Ed25519PublicKey | None:
        """Another process may have made one since: for a name that nobody knows the file is read, where it has changed."""
        if self._named(name) is None:
            self._read_if_changed()
        found = self._named(name)
        return found.private.public_key() if found and now < self._end_of(found) else None

    def published(self, now: int) -> dict[str, Any]:
        """A JSON Web Key Set (RFC 7517)."""
        self._read_if_changed()
        self.signing(now)
        return {"keys": [key.jwk for key in self._keys]}

    def _named(self, name: str) -> TokenKey | None:
        return next((key for key in self._keys if key.id == name), None)

    def _turn(self, now: int) -> None:
        with self._locked():
            keys = self._read()
            signing = [key for key in keys if key.begins <= now]
            if not signing:
                keys = (_new(now), *keys)
            elif now >= keys[-1].begins + SIGNS - AHEAD:
                keys = (*keys, _new(max(now, keys[-1].begins + SIGNS)))
            self._keys = keys
            needed = tuple(key for key in keys if now < self._end_of(key))
            if [key.id for key in needed] != [key.id for key in self._read()]:
                self._write(needed)
            self._keys = needed

    def _end_of(self, key: TokenKey) -> float:
        """When the last token that it signed has ended."""
        later = [one.begins for one in self._keys if one.begins > key.begins]
        return min(later) + self._life if later else float("inf")

    def _read_if_changed(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return
        if (found.st_mtime_ns, found.st_ino) != self._version:
            self._keys, self._version = self._read(), (found.st_mtime_ns, found.st_ino)

    def _read(self) -> tuple[TokenKey, ...]:
        try:
            stored = json.loads(self._path.read_bytes())
            keys = [key_of(b64decode(one["seed"], validate=True), int(one["begins"])) for one in stored]
            return tuple(sorted(keys, key=lambda key: key.begins))
        except FileNotFoundError:
            return ()
        except (ValueError, TypeError, KeyError):
            logger.exception(
                "the keys of tokens could not be read: they are made anew, callers ask for new tokens"
            )
            return ()

    def _write(self, keys: tuple[TokenKey, ...]) -> None:
        stored = [
            {"seed": b64encode(key.private.private_bytes_raw()).decode(), "begins": key.begins}
            for key in keys
        ]
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(stored).encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        handle = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _new(begins: int) -> TokenKey:
    return key_of(Ed25519PrivateKey.generate().private_bytes_raw(), begins)


def key_of(seed: bytes, begins: int) -> TokenKey:
    """Named by its thumbprint."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    point = base64url(private.public_key().public_bytes_raw())
    plain = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": point}, separators=(",", ":"))
    return TokenKey(base64url(hashlib.sha256(plain.encode()).digest()), private, begins)
