"""Whether a certificate was taken back, by lists (CRL) and answers (OCSP) that are at hand; none is fetched here.

Each proof is judged at the moment when it was made, by pyHanko, and then says of a certificate: good, revoked since when, on hold
since when. A revocation is for ever, whatever later lists leave out; a hold ends where a later proof says good.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo, ValidationTimingParams
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

from tinhso.lib.signed_pdf.opened_pdf import UNREADABLE
from tinhso.lib.signed_pdf.proofs import Proofs

LEEWAY = timedelta(minutes=5)
"""How far the clock of an authority may be ahead of ours."""
SECOND = timedelta(seconds=1)
ORDERLY = {"affiliation_changed", "superseded", "cessation_of_operation"}
"""Reasons after which the stamps made before stay good (RFC 3161, 4); "unspecified" is also what stands for none."""
REFUSED = (*UNREADABLE, CRLValidationError, OCSPValidationError, PathError, ValidationError)
_NO_QUESTION = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
_AS_MADE = CertRevTrustPolicy(
    _NO_QUESTION,
    freshness=timedelta(days=36_500),
    freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
)


class Standing(StrEnum):
    GOOD = "good"
    REVOKED = "revoked"
    ON_HOLD = "on_hold"
    UNKNOWN = "unknown"


class Source(StrEnum):
    FILE = "file"
    FETCHED = "fetched"


@dataclass(frozen=True)
class Revocation:
    """What is known of a certificate at `asked_at`: by a proof of `said_at`. `since` with GOOD: it was taken back, but later.
    `of_issuer`: an authority above it was."""

    standing: Standing
    asked_at: datetime
    said_at: datetime | None = None
    source: Source | None = None
    since: datetime | None = None
    reason: str = ""
    of_issuer: bool = False


@dataclass(frozen=True)
class _Statement:
    standing: Standing
    said_at: datetime
    source: Source
    since: datetime | None = None
    reason: str = ""

    def holds_at(self, moment: datetime) -> bool:
        return self.since is not None and self.since <= moment


class Revocations:
    """All proofs at hand; each certificate is looked up once."""

    def __init__(self, carried: Proofs, fetched: Proofs, now: datetime) -> None:
        self._sources = {Source.FILE: carried, Source.FETCHED: fetched}
        self._now = now
        self.certificates = (*carried.certificates, *fetched.certificates)
        self._statements: dict[bytes, list[_Statement]] = {}

    def at(self, path: ValidationPath | None, moment: datetime) -> Revocation:
        """Of the whole chain below its root: the certificate's own revocation before its issuers'."""
        if path is None:
            return Revocation(Standing.UNKNOWN, moment)
        found = [
            _judged(self._of(one, path), moment, of_issuer=place > 0)
            for place, one in enumerate(reversed(list(path.iter_certs(include_root=False))))
        ]
        for standing in (Standing.REVOKED, Standing.ON_HOLD):
            if one := next((known for known in found if known.standing is standing), None):
                return one
        return found[0] if found else Revocation(Standing.UNKNOWN, moment)

    def stamp_counts(self, path: ValidationPath | None, stamped: datetime) -> bool:
        """Whether a time stamp still counts, after all that is known of its authority today."""
        known = self.at(path, max(stamped, self._now))
        if known.standing is Standing.REVOKED:
            return known.reason in ORDERLY and known.since is not None and stamped < known.since
        return self.at(path, stamped).standing is not Standing.ON_HOLD

    def _of(self, certificate: x509.Certificate, path: ValidationPath) -> list[_Statement]:
        key = certificate.sha256
        if key not in self._statements:
            self._statements[key] = [
                one
                for source, proofs in self._sources.items()
                for one in _statements(certificate, path, proofs, source)
                if one.standing is not Standing.GOOD or self._counts(one, certificate)
            ]
        return self._statements[key]

    def _counts(self, good: _Statement, certificate: x509.Certificate) -> bool:
        """Nothing is known of tomorrow; and lists leave out what ran out."""
        until: datetime = certificate.not_valid_after
        return good.said_at <= min(self._now + LEEWAY, until)


def _judged(statements: list[_Statement], moment: datetime, *, of_issuer: bool) -> Revocation:
    good = [one for one in statements if one.standing is Standing.GOOD]
    revoked = [one for one in statements if one.standing is not Standing.GOOD]
    held_good = [one for one in revoked if not one.holds_at(moment)]
    counting = [
        one
        for one in revoked
        if one.holds_at(moment) and (one.standing is Standing.REVOKED or not _is_lifted(one, good, moment))
    ]
    if counting:
        one = min(counting, key=lambda found: (found.standing is Standing.ON_HOLD, found.since or moment))
        return Revocation(one.standing, moment, one.said_at, one.source, one.since, one.reason, of_issuer)
    if held_good or good:
        one = max([*good, *held_good], key=lambda found: (found in held_good, found.said_at))
        return Revocation(Standing.GOOD, moment, one.said_at, one.source, one.since, one.reason, of_issuer)
    return Revocation(Standing.UNKNOWN, moment, of_issuer=of_issuer)


def _is_lifted(hold: _Statement, good: list[_Statement], moment: datetime) -> bool:
    return any(hold.said_at < one.said_at <= moment + LEEWAY for one in good)


def _statements(
    certificate: x509.Certificate, path: ValidationPath, proofs: Proofs, source: Source
) -> Iterator[_Statement]:
    for answer in proofs.answers:
        made = _answered_at(answer, certificate)
        if made is not None:
            context = _context(path, proofs, max(made), ocsps=[answer])
            yield from _statement_of(verify_ocsp_response(certificate, path, context), made[0], source)
    for one in proofs.lists:
        made_at = _listed_at(one, certificate)
        if made_at is not None:
            context = _context(path, proofs, made_at, crls=[one])
            yield from _statement_of(
                verify_crl(certificate, path, context, use_deltas=False), made_at, source
            )


def _statement_of(
    verification: Coroutine[Any, Any, None], said_at: datetime, source: Source
) -> Iterator[_Statement]:
    try:
        asyncio.run(verification)
        yield _Statement(Standing.GOOD, said_at, source)
    except RevokedError as error:
        reason = str(error.reason.native)
        standing = Standing.ON_HOLD if reason == "certificate_hold" else Standing.REVOKED
        yield _Statement(standing, said_at, source, error.revocation_dt, reason)
    except REFUSED:
        return


def _answered_at(
    answer: ocsp.OCSPResponse, certificate: x509.Certificate
) -> tuple[datetime, datetime] | None:
    """For when it speaks of this certificate, and when it was made; None where it does not."""
    try:
        if answer["response_status"].native != "successful":
            return None
        data = answer.response_data
        for one in data["responses"]:
            if one["cert_id"]["serial_number"].native == certificate.serial_number:
                return one["this_update"].native, data["produced_at"].native
    except UNREADABLE:
        return None
    return None


def _listed_at(one: crl.CertificateList, certificate: x509.Certificate) -> datetime | None:
    """When it was made, where it may speak of this certificate."""
    try:
        indirect = one.issuing_distribution_point_value
        if one.issuer != certificate.issuer and not (indirect and indirect["indirect_crl"].native):
            return None
        made: datetime = one["tbs_cert_list"]["this_update"].native
    except UNREADABLE:
        return None
    return made


def _context(path: ValidationPath, proofs: Proofs, made_at: datetime, **what: Any) -> ValidationContext:
    """In which every entry counts, whenever it was made: a moment in the past would leave out what was entered later."""
    known = [*path.iter_certs(include_root=True), *proofs.certificates]
    context = ValidationContext(
        trust_roots=[path.trust_anchor], other_certs=known, moment=made_at, revinfo_policy=_AS_MADE, **what
    )
    timing = ValidationTimingInfo(made_at, made_at, point_in_time_validation=False)
    context.timing_params = ValidationTimingParams(timing, SECOND)
    return context
