"""The key by which push services know this instance (VAPID, RFC 8292).

From the environment (TINHSO_PUSH_KEY: the private key as PEM, or its number in base64url), else made once at
set-up in the state folder, mode 0600. Whoever loses it loses every browser that asked for notices.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings


def has_push_key() -> bool:
    """Can this instance send push notices at all?"""
    return bool(settings.TINHSO_PUSH_KEY) or _file().exists()


def push_key() -> EllipticCurvePrivateKey:
    """The private key. FileNotFoundError before set-up, ValueError for a setting that is no key."""
    written = settings.TINHSO_PUSH_KEY or _file().read_text()
    if "-----BEGIN" not in written:
        return derive_private_key(int.from_bytes(from_base64url(written), "big"), SECP256R1())
    key = load_pem_private_key(written.encode(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("TINHSO_PUSH_KEY is not a P-256 key")
    return key


def public_push_key() -> str:
    """As browsers want it: the uncompressed point in base64url."""
    point = push_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def make_push_key() -> None:
    """At set-up, where neither the environment nor the state folder has one."""
    if has_push_key():
        return
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as out:
        out.write(pem)
    try:
        os.link(draft, file)  # fails when another process was first, and never shows a half-written key
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def from_base64url(text: str) -> bytes:
    """ValueError for anything else."""
    return urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))


def _file() -> Path:
    return Path(settings.STATE) / "push-key"
