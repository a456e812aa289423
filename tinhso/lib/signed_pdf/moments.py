"""When a signature was there, and who says so: a time stamp in it or over it, else the signer.

Only a stamp of an authority that is trusted, and was not taken back, proves that a signature is older than a revocation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from asn1crypto import cms, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tinhso.lib.signed_pdf.later_revisions import end_of_signed
from tinhso.lib.signed_pdf.opened_pdf import UNREADABLE
from tinhso.lib.signed_pdf.revocation import LEEWAY, Revocations


class Clock(StrEnum):
    """Whose the moment is at which a certificate was judged: the signer's own clock, a time stamp's (of an authority that is trusted
    here, or not), or the one of the check, where nobody wrote a time or only one that has not come yet."""

    SIGNER = "signer"
    STAMP = "stamp"
    UNKNOWN_STAMP = "unknown_stamp"
    CHECK = "check"


@dataclass(frozen=True)
class Moment:
    """`ahead`: a time that somebody wrote and that has not come yet."""

    at: datetime
    clock: Clock
    stamped_by: str = ""
    ahead: datetime | None = None

    def asked_at(self, now: datetime) -> datetime:
        """For when a revocation is asked."""
        return self.at if self.clock is Clock.STAMP else now


@dataclass(frozen=True)
class Stamp:
    """A time stamp that holds. `end` of what it covers of the file; None for one that stands in a signature."""

    status: TimestampSignatureStatus
    end: int | None = None

    @property
    def at(self) -> datetime:
        moment: datetime = self.status.timestamp
        return moment

    @property
    def authority(self) -> str:
        return name_of(self.status.signing_cert.subject.native)


def name_of(subject: dict[str, object]) -> str:
    return str(subject.get("common_name") or subject.get("organization_name") or "")


def written(signature: EmbeddedPdfSignature) -> datetime | None:
    """What the signer wrote."""
    moment: datetime | None = signature.self_reported_timestamp
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def stamped_in(signature: EmbeddedPdfSignature) -> datetime | None:
    """What its own time stamp says, whether or not that holds."""
    found = next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None)
    return None if found is None else _stamped_at(found)


def _stamped_at(signed: cms.SignedData) -> datetime:
    moment: datetime = signed["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def stamp_in(status: PdfSignatureStatus) -> Stamp | None:
    stamp = status.timestamp_validity
    return Stamp(stamp) if stamp is not None and stamp.intact and stamp.valid else None


def archive_stamps(
    reader: PdfFileReader, fields: Iterable[Any], roots: Sequence[x509.Certificate]
) -> Iterator[Stamp]:
    """Those over the whole file that are trusted."""
    for name, _value, field in fields:
        try:
            one = EmbeddedPdfSignature(reader, field, name)
            context = ValidationContext(
                trust_roots=list(roots), moment=_stamped_at(one.signed_data), revocation_mode="soft-fail"
            )
            found, end = validate_pdf_timestamp(one, context, skip_diff=True), end_of_signed(one)
        except (UnsupportedAlgorithm, *UNREADABLE):
            continue
        if end is not None and found.intact and found.valid and found.trusted:
            yield Stamp(found, end)


def moment_of(
    signature: EmbeddedPdfSignature,
    inside: Stamp | None,
    over: Iterable[Stamp],
    revocations: Revocations,
    now: datetime,
) -> Moment:
    """The earliest trusted stamp; else one that holds, which is no worse than the signer's own clock; else that."""
    end, claimed_at = end_of_signed(signature), written(signature)
    covering = [one for one in over if end is not None and one.end is not None and end <= one.end]
    stamps = [*([inside] if inside else []), *covering]
    past = [one for one in stamps if one.at <= now + LEEWAY]
    ahead = next((one.at for one in stamps if one not in past), None)
    ahead = ahead or (claimed_at if claimed_at is not None and claimed_at > now + LEEWAY else None)
    trusted = [
        one
        for one in past
        if one.status.trusted and revocations.stamp_counts(one.status.validation_path, one.at)
    ]
    if trusted:
        first = min(trusted, key=lambda one: one.at)
        return Moment(first.at, Clock.STAMP, first.authority, ahead)
    if inside in past and inside is not None:
        return Moment(inside.at, Clock.UNKNOWN_STAMP, inside.authority, ahead)
    if claimed_at is None or claimed_at > now + LEEWAY:
        return Moment(now, Clock.CHECK, ahead=ahead)
    return Moment(claimed_at, Clock.SIGNER, ahead=ahead)
