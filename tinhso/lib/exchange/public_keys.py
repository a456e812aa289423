"""The public keys of systems: which ones are taken, by what name they are known, and how they are written down."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_public_key,
)
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate

MOST_LETTERS, MOST_OF_CERTIFICATE = 4000, 8000
Kind = Literal["Ed25519", "P-256"]


class KeyRefused(ValueError):
    """The words are for the screen."""


@dataclass(frozen=True)
class PublicKey:
    """`id` is SHA-256 of the key's DER (SubjectPublicKeyInfo), `text` that DER in base64; `ends` is when its certificate does."""

    id: str
    kind: Kind
    text: str
    key: Ed25519PublicKey | ec.EllipticCurvePublicKey
    ends: datetime | None = None


def read_pem(text: str) -> PublicKey:
    """What somebody pasted, a key or a certificate with one. KeyRefused; a private key is refused in words of its own."""
    if "PRIVATE KEY" in text:
        raise KeyRefused("Đây là khóa riêng, nay coi như đã lộ. Tạo cặp khóa khác và chỉ gửi khóa công khai.")
    if len(text) > MOST_LETTERS or not text.isascii():
        raise KeyRefused("Không đọc được khóa công khai dạng PEM.")
    try:
        if "BEGIN CERTIFICATE" in text:
            certificate = load_pem_x509_certificate(text.strip().encode())
            return replace(_supported(certificate.public_key()), ends=certificate.not_valid_after_utc)
        return _supported(load_pem_public_key(text.strip().encode()))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _refusal_of(error) from error


def read_certificate(der: bytes) -> PublicKey:
    """The key of a certificate. KeyRefused."""
    try:
        certificate = load_der_x509_certificate(der)
        return replace(_supported(certificate.public_key()), ends=certificate.not_valid_after_utc)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _refusal_of(error) from error


@dataclass(frozen=True)
class ClientCertificate:
    """`thumbprint` is SHA-256 of the whole in hexadecimal, whatever kind its key is of: the `x5t#S256` of a token, written otherwise."""

    thumbprint: str
    ends: datetime


def read_client_certificate(text: str) -> ClientCertificate:
    """The one certificate that somebody pasted. KeyRefused; a private key, beside it too, is refused in words of its own."""
    if "PRIVATE KEY" in text:
        raise KeyRefused(
            "Đây có khóa riêng, nay coi như đã lộ. Tạo cặp khóa khác, xin chứng thư mới và chỉ dán chứng thư."
        )
    if text.count("-----BEGIN ") > 1:
        raise KeyRefused("Chỉ dán một chứng thư của máy khách, không dán cả chuỗi.")
    if len(text) > MOST_OF_CERTIFICATE or not text.isascii() or "BEGIN CERTIFICATE-----" not in text:
        raise KeyRefused("Không đọc được chứng thư dạng PEM.")
    try:
        found = load_pem_x509_certificate(text.strip().encode())
        return ClientCertificate(found.fingerprint(SHA256()).hex(), found.not_valid_after_utc)
    except ValueError as error:
        raise KeyRefused("Không đọc được chứng thư dạng PEM.") from error


def read_text(text: str) -> PublicKey:
    """What was written down. KeyRefused where it is another spelling or another kind of key."""
    try:
        found = _supported(load_der_public_key(b64decode(text, validate=True)))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _refusal_of(error) from error
    if found.text != text:
        raise KeyRefused("Không đọc được khóa công khai.")
    return found


def _refusal_of(error: Exception) -> KeyRefused:
    return error if isinstance(error, KeyRefused) else KeyRefused("Không đọc được khóa công khai dạng PEM.")


def _supported(key: object) -> PublicKey:
    if isinstance(key, Ed25519PublicKey):
        kind: Kind = "Ed25519"
    elif isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        kind = "P-256"
    else:
        raise KeyRefused("Chỉ nhận khóa Ed25519 hoặc P-256.")
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(hashlib.sha256(der).hexdigest(), kind, b64encode(der).decode(), key)
