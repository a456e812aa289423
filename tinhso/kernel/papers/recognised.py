"""Which of our papers a file is, or was before somebody changed it: by its bytes, by those that it begins with, by the marks that
it still carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import islice

from asn1crypto import cms

from tinhso.kernel.papers.models import HandedOut, Paper, Signature
from tinhso.kernel.papers.signing.pdf_signing import SignatureWrong, signed_digest
from tinhso.kernel.people.public import Agency
from tinhso.lib.signed_pdf.added import Added, what_was_added

MOST_MARKS = MOST_ENDS = 60
END = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")
MARKS = (re.compile(rb"InstanceID>([^<]{8,40})<"), re.compile(rb"/ID\s*\[\s*\([^)]*\)\s*\(([^)]{8,40})\)"))
CMS = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{512,})>")


class Match(StrEnum):
    EXACT = "exact"
    ADDED = "added"  # our bytes stand unchanged at its beginning
    ALTERED = "altered"  # it carries the mark or the signature of ours, and its bytes are others


@dataclass(frozen=True)
class Recognised:
    """`added` says what follows our bytes where something does."""

    of: Paper | HandedOut
    match: Match
    added: Added | None = None


@dataclass(frozen=True)
class HandedOutProof:
    """What the page of verification tells of a file that nobody signed."""

    kind: str
    number: str
    dated: date
    agency: str
    revoked_at: datetime | None
    signers: tuple[()] = ()


def hand_out(
    pdf: bytes, *, title: str, number: str, agency: Agency, dated: date, paper: Paper | None = None
) -> bytes:
    """These bytes are given out and will be known again; the same ones are noted once. One statement."""
    mark = next(_marks(pdf), "")
    facts = {"title": title, "number": number, "agency": agency, "dated": dated, "paper": paper}
    row = HandedOut(sha256=sha256(pdf).hexdigest(), mark=mark, **facts)
    HandedOut.objects.bulk_create([row], ignore_conflicts=True)
    return pdf


def recognise(content: bytes) -> Recognised | None:
    """Five queries at most."""
    if found := _by_digest([sha256(content).hexdigest()]):
        return Recognised(next(iter(found.values())), Match.EXACT)
    ends = dict(_beginnings(content))
    if found := _by_digest(list(ends)):
        longest = max(found, key=lambda digest: ends[digest])
        return Recognised(found[longest], Match.ADDED, what_was_added(content, ends[longest]))
    of = HandedOut.objects.filter(mark__in=set(_marks(content))).order_by("-pk").first() or _by_signature(
        content
    )
    return Recognised(of, Match.ALTERED) if of else None


def handed_out_proof(one: HandedOut) -> HandedOutProof:
    revoked_at = one.paper.revoked_at if one.paper else None
    return HandedOutProof(one.title, one.number, one.dated, one.agency.name, revoked_at)


def _by_digest(digests: list[str]) -> dict[str, Paper | HandedOut]:
    papers = Paper.objects.issued().select_related("agency", "cosign_agency", "file")
    found: dict[str, Paper | HandedOut] = {
        one.sha256: one
        for one in HandedOut.objects.filter(sha256__in=digests).select_related("agency", "paper")
    }
    return found | {one.file.sha256: one for one in papers.filter(file__sha256__in=digests)}


def _beginnings(content: bytes) -> Iterator[tuple[str, int]]:
    """The digest up to each end that a PDF wrote before its last one, as far as it may be ours."""
    digest, begin = sha256(), 0
    for found in islice(END.finditer(content), MOST_ENDS):
        marker = found.start() + len(b"%%EOF")
        for end in sorted({marker, found.end()}):
            digest.update(content[begin:end])
            begin = end
            yield digest.hexdigest(), end


def _marks(content: bytes) -> Iterator[str]:
    for pattern in MARKS:
        for found in islice(pattern.finditer(content), MOST_MARKS):
            yield found[1].decode("latin-1").replace("\x00", "")


def _by_signature(content: bytes) -> Paper | None:
    """A signature that was made for one of our papers stands in this file, whatever else does."""
    digests = [one for found in islice(CMS.finditer(content), MOST_MARKS) if (one := _digest_in(found[1]))]
    signed = Signature.objects.filter(digest__in=digests, paper__in=Paper.objects.issued())
    signature = signed.select_related("paper__agency", "paper__cosign_agency", "paper__file").first()
    return signature.paper if signature else None


def _digest_in(room: bytes) -> str:
    """What the signature in this room of a PDF, filled up with zeros, says it covers; "" for what is none."""
    raw = bytes.fromhex(room[: len(room) // 2 * 2].decode())
    try:
        return signed_digest(cms.ContentInfo.load(raw).dump()).hex()
    except (SignatureWrong, ValueError):
        return ""
