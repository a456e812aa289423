"""Time stamps (RFC 3161): a token is CMS SignedData over TSTInfo. What is read of DER is this much and no more. Needs `cryptography` alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa


def _read_der(data: bytes, at: int = 0) -> tuple[int, bytes, bytes, int]:
    """Tag, content, the whole element, where the next one begins."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        many = length & 0x7F
        if not 1 <= many <= 4:
            raise ValueError("length")
        length, start = int.from_bytes(data[start : start + many], "big"), start + many
    if start + length > len(data):
        raise ValueError("short")
    return tag, data[start : start + length], data[at : start + length], start + length


def _children(content: bytes) -> list[tuple[int, bytes, bytes]]:
    found, at = [], 0
    while at < len(content):
        tag, inner, element, at = _read_der(content, at)
        found.append((tag, inner, element))
    return found


SHA256 = bytes.fromhex("608648016503040201")
SHA = {
    SHA256: hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
RSA_PSS = bytes.fromhex("2a864886f70d01010a")
STAMPING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.8")


def read_stamp(token: bytes, digest: bytes) -> tuple[datetime, x509.Certificate, list[x509.Certificate]]:
    """The moment and who says so, where the token stamps this SHA-256 and its signature holds. ValueError."""
    if _read_der(token)[3] != len(token):
        raise ValueError("more")
    content = _children(_children(_children(token)[0][1])[1][1])[0][1]
    parts = _children(content)
    kind, info = (one[1] for one in _children(parts[2][1])[:2])
    tst = _children(info)[0][1]
    fields = _children(_children(tst)[0][1])
    imprint = _children(fields[2][1])
    if kind != TST_INFO or _children(imprint[0][1])[0][1] != SHA256 or imprint[1][1] != digest:
        raise ValueError("imprint")
    certificates = [x509.load_der_x509_certificate(one[2]) for one in _children(parts[3][1])]
    signer = _children(_children(parts[-1][1])[0][1])
    serial = int.from_bytes(_children(signer[1][1])[1][1], "big", signed=True)
    certificate = next((one for one in certificates if one.serial_number == serial), None)
    if certificate is None:
        raise ValueError("signer")
    hash_ = SHA[_children(signer[2][1])[0][1]]
    _check_signed(signer, hash_, certificate, tst)
    return _moment(fields[4][1]), certificate, certificates


def _check_signed(
    signer: list[tuple[int, bytes, bytes]], hash_: Any, certificate: x509.Certificate, tst: bytes
) -> None:
    tag, attributes, element = signer[3]
    if tag != 0xA0:
        raise ValueError("attributes")
    digests = [
        _children(one[1])[1][1] for one in _children(attributes) if _children(one[1])[0][1] == MESSAGE_DIGEST
    ]
    computed = hashes.Hash(hash_)
    computed.update(tst)
    if len(digests) != 1 or _children(digests[0])[0][1] != computed.finalize():
        raise ValueError("digest")
    signed, signature = b"\x31" + element[1:], signer[5][1]
    public = certificate.public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            pss = _children(signer[4][1])[0][1] == RSA_PSS
            scheme = padding.PSS(padding.MGF1(hash_), padding.PSS.AUTO) if pss else padding.PKCS1v15()
            public.verify(signature, signed, scheme, hash_)
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, signed, ec.ECDSA(hash_))
        else:
            raise ValueError("key")
    except InvalidSignature as error:
        raise ValueError("signature") from error


def _moment(text: bytes) -> datetime:
    whole, _, part = text.decode("ascii").rstrip("Z").partition(".")
    found = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return found.replace(microsecond=int((part + "000000")[:6]))


def leads_to(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> bool:
    """Whether a root that was given vouches for it, by at most five certificates, each of its day; and that it may stamp."""
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    found: x509.Certificate | None = certificate
    for _step in range(5):
        if found is None or not found.not_valid_before_utc <= at <= found.not_valid_after_utc:
            return False
        if found in roots or any(_issued(root, found) for root in roots):
            return STAMPING in purposes
        found = next((one for one in others if one != found and _issued(one, found)), None)
    return False


def _issued(issuer: x509.Certificate, one: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
        return bool(issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
