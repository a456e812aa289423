"""Checks every signature of any PDF: is it intact, whose is it, who vouches, was anything changed afterwards.

No network: no certificate, list or answer of revocation is fetched. Without a time stamp the moment of signing is the
one that the signer wrote; certificates are judged at that moment.
"""

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MAX_SIGNATURES = 20
_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}
_USAGES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
# What pyHanko lets through when the bytes are hostile; every one of them means "this file cannot be read".
_UNREADABLE = (
    PdfError, SigningError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError,
    ArithmeticError, NotImplementedError, AssertionError, RecursionError, OSError, zlib.error, struct.error,
)  # fmt: skip


class Verdict(StrEnum):
    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN_ISSUER = "unknown_issuer"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Unreadable(StrEnum):
    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MANY = "too_many"


class PdfUnreadable(ValueError):
    """The file cannot be checked; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SignatureCheck:
    """One signature. `signed_at` is what the signer wrote, None if nothing."""

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    verdict: Verdict

    @property
    def is_valid(self) -> bool:
        return self.verdict == Verdict.VALID


def check_pdf(content: bytes, *, roots: Sequence[x509.Certificate], now: datetime) -> list[SignatureCheck]:
    """Every signature of the file in the order of signing; empty when nobody signed. Raises PdfUnreadable."""
    reader = _open(content)
    try:
        signatures = list(reader.embedded_regular_signatures)
        if len(signatures) > MAX_SIGNATURES:
            raise PdfUnreadable(Unreadable.TOO_MANY)
        pairs = [(s, _status(s, roots, now)) for s in signatures]
        open_end = bool(pairs) and _changed_at_the_end(pairs[-1][1])
        return [_check(s, status, now, open_end) for s, status in pairs]
    except PdfUnreadable:
        raise
    except _UNREADABLE as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error


def _open(content: bytes) -> PdfFileReader:
    if b"%PDF-" not in content[:1024]:
        raise PdfUnreadable(Unreadable.NOT_PDF)
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            raise PdfUnreadable(Unreadable.ENCRYPTED)
        reader.root["/Pages"]["/Count"]
    except PdfUnreadable:
        raise
    except PdfReadError as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error
    except _UNREADABLE as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error
    return reader


def _moment(signature: EmbeddedPdfSignature, now: datetime) -> datetime:
    """When it was signed as far as we know: what the signer wrote, never after now."""
    written: datetime | None = signature.self_reported_timestamp
    if written is None:
        return now
    return min(written if written.tzinfo else written.replace(tzinfo=UTC), now)


def _status(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime
) -> PdfSignatureStatus:
    certificate = signature.signer_cert
    # The chain is judged inside the certificate's own time, so that "ran out" and "nobody knows it" stay apart.
    moment = min(max(_moment(signature, now), certificate.not_valid_before), certificate.not_valid_after)
    context = ValidationContext(trust_roots=list(roots), moment=moment, revocation_mode="soft-fail")
    return validate_pdf_signature(signature, context, key_usage_settings=_USAGES)


def _changed_at_the_end(last: PdfSignatureStatus) -> bool:
    """Whether the file says something after its last signature, even what the rules of forms would allow."""
    whole = last.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return not whole and last.modification_level not in _HARMLESS


def _check(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, now: datetime, open_end: bool
) -> SignatureCheck:
    subject = signature.signer_cert.subject.native
    issuer = signature.signer_cert.issuer.native
    return SignatureCheck(
        field=str(signature.field_name),
        signer=_name(subject),
        organisation=str(subject.get("organization_name", "")),
        issuer=_name(issuer),
        serial=f"{signature.signer_cert.serial_number:x}",
        signed_at=signature.self_reported_timestamp,
        verdict=_verdict(signature.signer_cert, status, _moment(signature, now), open_end),
    )


def _verdict(
    certificate: x509.Certificate, status: PdfSignatureStatus, moment: datetime, open_end: bool
) -> Verdict:
    covered = status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    if open_end or not (status.intact and status.valid and covered and status.docmdp_ok):
        return Verdict.CHANGED
    if status.revoked:
        return Verdict.REVOKED
    if not status.trusted:
        return Verdict.UNKNOWN_ISSUER
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return Verdict.EXPIRED
    return Verdict.VALID


def _name(subject: dict[str, object]) -> str:
    return str(subject.get("common_name") or subject.get("organization_name") or "")


def trust_roots() -> list[x509.Certificate]:
    """Whose certificates count: the PEM files of the setting TRUST_ROOTS, read anew each time; one that is not there yet gives none."""
    roots: list[x509.Certificate] = []
    for name in settings.TRUST_ROOTS:
        file = Path(name)
        if file.is_file():
            roots += [
                x509.Certificate.load(der) for _, _, der in pem.unarmor(file.read_bytes(), multiple=True)
            ]
    return roots
