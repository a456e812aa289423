"""Checks every signature of any PDF: is it intact, whose is it, who vouches, was anything changed afterwards.

No network: of revocation is known what the file carries and what whoever asks has fetched before. Certificates are judged at the
moment of a trusted time stamp where there is one, else at the one that the signer wrote; then a revocation counts whenever it
was. What cannot be told here is called so with its reason, and never "changed".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.errors import DisallowedAlgorithmError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tinhso.lib.signed_pdf.later_revisions import (
    LastSigned,
    Later,
    end_of_signed,
    later_than,
    shows_one_thing,
)
from tinhso.lib.signed_pdf.moments import (
    Moment,
    Stamp,
    archive_stamps,
    moment_of,
    name_of,
    stamp_in,
    stamped_in,
)
from tinhso.lib.signed_pdf.opened_pdf import (
    UNREADABLE,
    OpenedPdf,
    PdfUnreadable,
    Unreadable,
    open_pdf,
    read_leniently,
)
from tinhso.lib.signed_pdf.proofs import Proofs, carried_proofs
from tinhso.lib.signed_pdf.revocation import Revocation, Revocations, Standing
from tinhso.lib.signed_pdf.same_content import Values

MAX_SIGNATURES, MOST_ARCHIVED = 60, 60
NOTHING_FETCHED = Proofs()
_USAGES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
_TIME_STAMP = SigSeedSubFilter.ETSI_RFC3161.value
_KINDS = {kind.value for kind in SigSeedSubFilter} - {_TIME_STAMP}


class Verdict(StrEnum):
    VALID = "valid"
    CHANGED = "changed"
    FALSE = "false"
    UNJUDGED = "unjudged"
    UNKNOWN_ISSUER = "unknown_issuer"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    ON_HOLD = "on_hold"
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


@dataclass(frozen=True)
class SignatureCheck:
    """One signature. `moment` is when its certificate was judged and `revocation` what is known of that (None where it could not be
    judged); `doubt` goes with UNJUDGED alone."""

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    verdict: Verdict
    moment: Moment | None = None
    revocation: Revocation | None = None
    doubt: Doubt | None = None

    @property
    def is_valid(self) -> bool:
        return self.verdict == Verdict.VALID


@dataclass(frozen=True)
class Examined:
    """A signature whose numbers were checked: what it covers, what pyHanko found of it at which moment, and of its revocation."""

    signature: EmbeddedPdfSignature
    status: PdfSignatureStatus
    end: int | None
    moment: Moment
    revocation: Revocation


@dataclass(frozen=True)
class Basis:
    """By what signatures are judged."""

    roots: Sequence[x509.Certificate]
    fetched: Proofs
    now: datetime


def check_pdf(
    content: bytes, *, roots: Sequence[x509.Certificate], now: datetime, fetched: Proofs = NOTHING_FETCHED
) -> list[SignatureCheck]:
    """Every signature of the file in the order of signing, archive time stamps left out; empty when nobody signed.
    Raises PdfUnreadable."""
    pdf, asked = open_pdf(content), Basis(roots, fetched, now)
    try:
        return _checked(pdf, asked)
    except UNREADABLE as error:
        if isinstance(error, PdfUnreadable) or not pdf.by_the_rules:
            raise error if isinstance(error, PdfUnreadable) else PdfUnreadable(Unreadable.BROKEN) from error
    try:
        return _checked(OpenedPdf(content, read_leniently(content), by_the_rules=False, hybrid=False), asked)
    except UNREADABLE as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error


def _checked(pdf: OpenedPdf, asked: Basis) -> list[SignatureCheck]:
    fields = list(enumerate_sig_fields(pdf.reader, filled_status=True))
    values = {
        (value.idnum, value.generation): _kind(value) == _TIME_STAMP
        for value in (field.get_object().raw_get("/V") for _name, _value, field in fields)
        if isinstance(value, generic.IndirectObject)
    }
    signed = [one for one in fields if _kind(one[1]) != _TIME_STAMP]
    if len(fields) > MAX_SIGNATURES + MOST_ARCHIVED or len(signed) > MAX_SIGNATURES:
        raise PdfUnreadable(Unreadable.TOO_MANY)
    found = list(_signatures(pdf, signed))
    embedded = [one for one in found if isinstance(one, EmbeddedPdfSignature)]
    revocations = Revocations(carried_proofs(pdf.reader, embedded), asked.fetched, asked.now)
    archived = [one for one in fields if _kind(one[1]) == _TIME_STAMP] if embedded else []
    stamps = list(archive_stamps(pdf.reader, archived, asked.roots))
    return _judged(pdf, values, [_examined(one, asked, stamps, revocations) for one in found])


def _signatures(pdf: OpenedPdf, fields: Sequence[Any]) -> Iterator[EmbeddedPdfSignature | SignatureCheck]:
    """In the order of signing; what cannot even be opened as a signature comes first."""
    embedded = []
    for name, value, field in fields:
        if _kind(value) not in _KINDS:
            yield _unjudged(name, Doubt.KIND)
            continue
        try:
            embedded.append(EmbeddedPdfSignature(pdf.reader, field, name))
        except UNREADABLE:
            yield _unjudged(name, Doubt.SHAPE)
    yield from sorted(embedded, key=lambda one: (one.signed_revision, one.field_name))


def _kind(value: generic.PdfObject) -> str:
    return str(value.get_object().get("/SubFilter", ""))


def _examined(
    one: EmbeddedPdfSignature | SignatureCheck,
    asked: Basis,
    stamps: Sequence[Stamp],
    revocations: Revocations,
) -> Examined | SignatureCheck:
    if isinstance(one, SignatureCheck):
        return one
    try:
        certificate = one.signer_cert
    except UNREADABLE:
        return _unjudged(one.field_name, Doubt.NO_CERTIFICATE)
    try:
        first = _validated(one, certificate, asked, revocations, asked.now)
        moment = moment_of(one, stamp_in(first), stamps, revocations, asked.now)
        status = _validated(one, certificate, asked, revocations, moment.at)
        found = revocations.at(status.validation_path, moment.asked_at(asked.now))
        return Examined(one, status, end_of_signed(one), moment, found)
    except (UnsupportedAlgorithm, DisallowedAlgorithmError):
        return _unjudged(one.field_name, Doubt.ALGORITHM)
    except UNREADABLE:
        return _unjudged(one.field_name, Doubt.SHAPE)


def _validated(
    signature: EmbeddedPdfSignature,
    certificate: x509.Certificate,
    asked: Basis,
    revocations: Revocations,
    moment: datetime,
) -> PdfSignatureStatus:
    # The chain is judged inside the certificate's own time, so that "ran out" and "nobody knows it" stay apart.
    inside = min(max(moment, certificate.not_valid_before), certificate.not_valid_after)
    stamped = stamped_in(signature) or moment
    signer, stamper = (
        ValidationContext(
            trust_roots=list(asked.roots),
            other_certs=list(revocations.certificates),
            moment=at,
            revocation_mode="soft-fail",
        )
        for at in (inside, stamped)
    )
    return validate_pdf_signature(signature, signer, stamper, key_usage_settings=_USAGES, skip_diff=True)


def _judged(
    pdf: OpenedPdf, values: Values, found: Sequence[Examined | SignatureCheck]
) -> list[SignatureCheck]:
    examined = [one for one in found if isinstance(one, Examined)]
    two_tables = bool(examined) and pdf.hybrid and not shows_one_thing(pdf, values)
    later = _laters(pdf, values, examined)
    return [
        one if isinstance(one, SignatureCheck) else _check(one, later[id(one)], two_tables) for one in found
    ]


def _laters(pdf: OpenedPdf, values: Values, examined: Sequence[Examined]) -> dict[int, Later]:
    """What nobody answers for after the last signature weighs on all of them."""
    if not examined:
        return {}
    *earlier, last = examined
    at_the_end = _later(last, pdf, values, LastSigned(pdf.reader, None))
    found = {id(one): at_the_end for one in examined}
    if earlier and at_the_end is not Later.CHANGED:
        signed = LastSigned(read_leniently(pdf.content[: last.end]), last.end)
        for one in earlier:
            found[id(one)] = _gravest(at_the_end, _later(one, pdf, values, signed))
    return found


def _later(one: Examined, pdf: OpenedPdf, values: Values, last: LastSigned) -> Later:
    if one.end is None:
        return Later.CHANGED
    return later_than(one.signature, pdf, values, end=one.end, last=last)


def _gravest(one: Later, other: Later) -> Later:
    return next(later for later in GRAVITY if later in (one, other))


GRAVITY = (Later.CHANGED, Later.UNSURE, Later.AGAINST_RULE, Later.FILLED, Later.NOTHING)


def _check(one: Examined, later: Later, two_tables: bool) -> SignatureCheck:
    certificate = one.signature.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    verdict, doubt = _verdict(one, later, two_tables)
    return SignatureCheck(
        field=str(one.signature.field_name),
        signer=name_of(subject),
        organisation=str(subject.get("organization_name", "")),
        issuer=name_of(issuer),
        serial=f"{certificate.serial_number:x}",
        verdict=verdict,
        moment=one.moment,
        revocation=one.revocation,
        doubt=doubt,
    )


def _verdict(one: Examined, later: Later, two_tables: bool) -> tuple[Verdict, Doubt | None]:
    if not one.status.intact or later is Later.CHANGED:
        return Verdict.CHANGED, None
    if not one.status.valid:
        return _does_not_fit(one.signature)
    if one.revocation.standing in TAKEN_BACK:
        return TAKEN_BACK[one.revocation.standing], None
    if two_tables or later is not Later.NOTHING:
        return Verdict.UNJUDGED, Doubt.TWO_TABLES if two_tables else DOUBTS[later]
    if not one.status.trusted:
        return Verdict.UNKNOWN_ISSUER, None
    certificate = one.signature.signer_cert
    if one.moment.at < certificate.not_valid_before:
        return Verdict.NOT_YET, None
    return (Verdict.EXPIRED if one.moment.at > certificate.not_valid_after else Verdict.VALID), None


def _does_not_fit(signature: EmbeddedPdfSignature) -> tuple[Verdict, Doubt | None]:
    """False, unless the reason may be that pyHanko does not compute it as it was computed."""
    signer = signature.signer_info
    algorithm, digest = signer["signature_algorithm"], signer["digest_algorithm"]["algorithm"].native
    try:
        of_any_digest = algorithm["algorithm"].native in _OF_ANY_DIGEST
        fits = of_any_digest or algorithm.hash_algo == digest
    except ValueError:
        fits = False
    if not fits:
        return Verdict.UNJUDGED, Doubt.ALGORITHM
    attributes = signer["signed_attrs"]
    strictly = attributes.dump() == attributes.copy().dump(force=True)
    return (Verdict.FALSE, None) if strictly else (Verdict.UNJUDGED, Doubt.SHAPE)


_OF_ANY_DIGEST = {"rsassa_pkcs1v15", "rsassa_pss", "ed25519", "ed448"}
TAKEN_BACK = {Standing.REVOKED: Verdict.REVOKED, Standing.ON_HOLD: Verdict.ON_HOLD}
DOUBTS = {Later.UNSURE: Doubt.LATER, Later.AGAINST_RULE: Doubt.RULE, Later.FILLED: Doubt.FILLED}


def _unjudged(field: str, doubt: Doubt) -> SignatureCheck:
    return SignatureCheck(str(field), "", "", "", "", Verdict.UNJUDGED, doubt=doubt)
