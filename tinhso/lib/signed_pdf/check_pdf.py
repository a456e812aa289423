"""Checks every signature of any PDF: is it intact, whose is it, who vouches, was anything changed afterwards.

No network: no certificate, list or answer of revocation is fetched. The moment of signing is that of the signature's time stamp
where one stands in it and holds, else the one that the signer wrote; certificates are judged at that moment. What cannot be told
here is called so with its reason, and never "changed".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tinhso.lib.signed_pdf.later_revisions import (
    LastSigned,
    Later,
    end_of_signed,
    later_than,
    shows_one_thing,
)
from tinhso.lib.signed_pdf.opened_pdf import (
    UNREADABLE,
    OpenedPdf,
    PdfUnreadable,
    Unreadable,
    open_pdf,
    read_leniently,
)
from tinhso.lib.signed_pdf.same_content import Values

MAX_SIGNATURES = 60
_USAGES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
_TIME_STAMP = SigSeedSubFilter.ETSI_RFC3161.value
_KINDS = {kind.value for kind in SigSeedSubFilter} - {_TIME_STAMP}


class Verdict(StrEnum):
    VALID = "valid"
    CHANGED = "changed"
    FALSE = "false"
    UNJUDGED = "unjudged"
    UNKNOWN_ISSUER = "unknown_issuer"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Doubt(StrEnum):
    """Why a signature cannot be judged here."""

    KIND = "kind"
    SHAPE = "shape"
    NO_CERTIFICATE = "no_certificate"
    ALGORITHM = "algorithm"
    LATER = "later"
    RULE = "rule"
    FILLED = "filled"
    TWO_TABLES = "two_tables"


class Clock(StrEnum):
    """Whose the time of signing is: the signer's own, or a time stamp's (of an authority that is trusted here, or not)."""

    SIGNER = "signer"
    STAMP = "stamp"
    UNKNOWN_STAMP = "unknown_stamp"


class NotJudged(Exception):
    """`doubt` says why."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt


@dataclass(frozen=True)
class SignatureCheck:
    """One signature. `signed_at` is None where nobody wrote it; `stamped_by` names the authority of the time stamp; `doubt` goes with
    UNJUDGED alone."""

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    verdict: Verdict
    clock: Clock = Clock.SIGNER
    stamped_by: str = ""
    doubt: Doubt | None = None

    @property
    def is_valid(self) -> bool:
        return self.verdict == Verdict.VALID


@dataclass(frozen=True)
class Examined:
    """A signature whose numbers were checked: what it covers, and what pyHanko found of it."""

    signature: EmbeddedPdfSignature
    status: PdfSignatureStatus
    end: int | None


def check_pdf(content: bytes, *, roots: Sequence[x509.Certificate], now: datetime) -> list[SignatureCheck]:
    """Every signature of the file in the order of signing, archive time stamps left out; empty when nobody signed.
    Raises PdfUnreadable."""
    pdf = open_pdf(content)
    try:
        return _checked(pdf, roots, now)
    except UNREADABLE as error:
        if isinstance(error, PdfUnreadable) or not pdf.by_the_rules:
            raise error if isinstance(error, PdfUnreadable) else PdfUnreadable(Unreadable.BROKEN) from error
    try:
        return _checked(
            OpenedPdf(content, read_leniently(content), by_the_rules=False, hybrid=False), roots, now
        )
    except UNREADABLE as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error


def _checked(pdf: OpenedPdf, roots: Sequence[x509.Certificate], now: datetime) -> list[SignatureCheck]:
    fields = list(enumerate_sig_fields(pdf.reader, filled_status=True))
    values = {
        (value.idnum, value.generation): _kind(value) == _TIME_STAMP
        for value in (field.get_object().raw_get("/V") for _name, _value, field in fields)
        if isinstance(value, generic.IndirectObject)
    }
    signed = [one for one in fields if _kind(one[1]) != _TIME_STAMP]
    if len(signed) > MAX_SIGNATURES:
        raise PdfUnreadable(Unreadable.TOO_MANY)
    return _judged(pdf, values, [_examined(one, roots, now) for one in _signatures(pdf, signed)], now)


def _signatures(pdf: OpenedPdf, fields: Sequence[Any]) -> Iterator[EmbeddedPdfSignature | SignatureCheck]:
    """In the order of signing; what cannot even be opened as a signature comes first."""
    embedded = []
    for name, value, field in fields:
        try:
            if _kind(value) not in _KINDS:
                raise NotJudged(Doubt.KIND)
            embedded.append(EmbeddedPdfSignature(pdf.reader, field, name))
        except NotJudged as error:
            yield _unjudged(name, error.doubt)
        except UNREADABLE:
            yield _unjudged(name, Doubt.SHAPE)
    yield from sorted(embedded, key=lambda one: (one.signed_revision, one.field_name))


def _kind(value: generic.PdfObject) -> str:
    return str(value.get_object().get("/SubFilter", ""))


def _examined(
    one: EmbeddedPdfSignature | SignatureCheck, roots: Sequence[x509.Certificate], now: datetime
) -> Examined | SignatureCheck:
    if isinstance(one, SignatureCheck):
        return one
    try:
        return Examined(one, _status(one, roots, now), end_of_signed(one))
    except NotJudged as error:
        return _unjudged(one.field_name, error.doubt)


def _status(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime
) -> PdfSignatureStatus:
    """Raises NotJudged."""
    try:
        certificate = signature.signer_cert
    except UNREADABLE as error:
        raise NotJudged(Doubt.NO_CERTIFICATE) from error
    try:
        found = _validated(signature, certificate, roots, _written(signature, now))
        stamped = _stamped_at(found)
        if stamped is None or stamped > now:
            return found
        return _validated(signature, certificate, roots, stamped)
    except UnsupportedAlgorithm as error:
        raise NotJudged(Doubt.ALGORITHM) from error
    except UNREADABLE as error:
        raise NotJudged(Doubt.SHAPE) from error


def _validated(
    signature: EmbeddedPdfSignature,
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    moment: datetime,
) -> PdfSignatureStatus:
    # The chain is judged inside the certificate's own time, so that "ran out" and "nobody knows it" stay apart.
    inside = min(max(moment, certificate.not_valid_before), certificate.not_valid_after)
    context = ValidationContext(trust_roots=list(roots), moment=inside, revocation_mode="soft-fail")
    return validate_pdf_signature(signature, context, key_usage_settings=_USAGES, skip_diff=True)


def _written(signature: EmbeddedPdfSignature, now: datetime) -> datetime:
    """What the signer wrote, never after now."""
    written: datetime | None = signature.self_reported_timestamp
    if written is None:
        return now
    return min(written if written.tzinfo else written.replace(tzinfo=UTC), now)


def _stamped_at(status: PdfSignatureStatus) -> datetime | None:
    """Of a time stamp that holds; without one that is trusted its time is shown and judged by all the same: it is no worse than
    the signer's own clock."""
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None


def _judged(
    pdf: OpenedPdf, values: Values, found: Sequence[Examined | SignatureCheck], now: datetime
) -> list[SignatureCheck]:
    examined = [one for one in found if isinstance(one, Examined)]
    two_tables = bool(examined) and pdf.hybrid and not shows_one_thing(pdf, values)
    later = _laters(pdf, values, examined)
    return [
        one if isinstance(one, SignatureCheck) else _check(one, later[id(one)], two_tables, now)
        for one in found
    ]


def _laters(pdf: OpenedPdf, values: Values, examined: Sequence[Examined]) -> dict[int, Later]:
    """What nobody answers for after the last signature weighs on all of them."""
    if not examined:
        return {}
    last = examined[-1]
    at_the_end = _later(last, pdf, values, LastSigned(pdf.reader, None))
    end = last.end
    reader = pdf.reader if end is None or not pdf.content[end:].strip() else read_leniently(pdf.content[:end])
    before = {id(one): _later(one, pdf, values, LastSigned(reader, end)) for one in examined[:-1]}
    return {one: _gravest(at_the_end, later) for one, later in before.items()} | {id(last): at_the_end}


def _later(one: Examined, pdf: OpenedPdf, values: Values, last: LastSigned) -> Later:
    if one.end is None or one.status.coverage == SignatureCoverageLevel.UNCLEAR:
        return Later.CHANGED
    return later_than(one.signature, pdf, values, end=one.end, last=last)


def _gravest(one: Later, other: Later) -> Later:
    return next(later for later in GRAVITY if later in (one, other))


GRAVITY = (Later.CHANGED, Later.UNSURE, Later.AGAINST_RULE, Later.FILLED, Later.NOTHING)


def _check(one: Examined, later: Later, two_tables: bool, now: datetime) -> SignatureCheck:
    certificate, status = one.signature.signer_cert, one.status
    subject, issuer = certificate.subject.native, certificate.issuer.native
    stamped = _stamped_at(status)
    verdict, doubt = _verdict(one, later, two_tables, now)
    return SignatureCheck(
        field=str(one.signature.field_name),
        signer=_name(subject),
        organisation=str(subject.get("organization_name", "")),
        issuer=_name(issuer),
        serial=f"{certificate.serial_number:x}",
        signed_at=stamped or one.signature.self_reported_timestamp,
        verdict=verdict,
        clock=_clock(status),
        stamped_by=_stamped_by(status) if stamped else "",
        doubt=doubt,
    )


def _stamped_by(status: PdfSignatureStatus) -> str:
    stamp = status.timestamp_validity
    return _name(stamp.signing_cert.subject.native) if stamp is not None else ""


def _clock(status: PdfSignatureStatus) -> Clock:
    stamp = status.timestamp_validity
    if stamp is None or _stamped_at(status) is None:
        return Clock.SIGNER
    return Clock.STAMP if stamp.trusted else Clock.UNKNOWN_STAMP


def _verdict(one: Examined, later: Later, two_tables: bool, now: datetime) -> tuple[Verdict, Doubt | None]:
    status, certificate = one.status, one.signature.signer_cert
    if not status.intact or later is Later.CHANGED:
        return Verdict.CHANGED, None
    if not status.valid:
        return _does_not_fit(one.signature)
    if two_tables or later is not Later.NOTHING:
        return Verdict.UNJUDGED, Doubt.TWO_TABLES if two_tables else DOUBTS[later]
    if status.revoked:
        return Verdict.REVOKED, None
    if not status.trusted:
        return Verdict.UNKNOWN_ISSUER, None
    moment = _stamped_at(status) or _written(one.signature, now)
    inside = certificate.not_valid_before <= moment <= certificate.not_valid_after
    return (Verdict.VALID if inside else Verdict.EXPIRED), None


def _does_not_fit(signature: EmbeddedPdfSignature) -> tuple[Verdict, Doubt | None]:
    """False, unless the reason may be that pyHanko does not compute it as it was computed."""
    signer = signature.signer_info
    algorithm, digest = signer["signature_algorithm"], signer["digest_algorithm"]["algorithm"].native
    try:
        known = algorithm.signature_algo in _ALGORITHMS
        by_itself = (
            algorithm.signature_algo == "rsassa_pkcs1v15"
            and algorithm["algorithm"].native == "rsassa_pkcs1v15"
        )
        fits = by_itself or algorithm.signature_algo in _OF_ONE_DIGEST or algorithm.hash_algo == digest
    except ValueError:
        known = fits = False
    if not known or not fits:
        return Verdict.UNJUDGED, Doubt.ALGORITHM
    attributes = signer["signed_attrs"]
    strictly = attributes.dump() == attributes.copy().dump(force=True)
    return (Verdict.FALSE, None) if strictly else (Verdict.UNJUDGED, Doubt.SHAPE)


_ALGORITHMS = {"rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"}
_OF_ONE_DIGEST = {"ed25519", "ed448", "rsassa_pss"}
DOUBTS = {Later.UNSURE: Doubt.LATER, Later.AGAINST_RULE: Doubt.RULE, Later.FILLED: Doubt.FILLED}


def _unjudged(field: str, doubt: Doubt) -> SignatureCheck:
    return SignatureCheck(str(field), "", "", "", "", None, Verdict.UNJUDGED, doubt=doubt)


def _name(subject: dict[str, object]) -> str:
    return str(subject.get("common_name") or subject.get("organization_name") or "")
