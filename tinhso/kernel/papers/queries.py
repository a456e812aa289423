"""What the public may know about a paper: kind, number, date, agency, signers, validity. Never its content."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from django.utils import timezone

from tinhso.kernel.files.public import read
from tinhso.kernel.papers.issued_files import is_as_issued
from tinhso.kernel.papers.models import Paper, Signature
from tinhso.kernel.papers.recognised import HandedOutProof, Match, handed_out_proof, recognise
from tinhso.kernel.papers.signing.judging import judge_pdf
from tinhso.lib.dates import local
from tinhso.lib.signed_pdf.added import Added
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, Verdict
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable


@dataclass(frozen=True)
class SignerLine:
    """A signature as the verification page tells it; `name` of an agency or of an official in office, `agency` of one who signed
    along for another than the issuing one."""

    name: str
    title: str
    capacity: str
    signed_at: datetime
    by_agency: bool
    agency: str = ""


@dataclass(frozen=True)
class PaperProof:
    """A paper that was issued. `intact`: the kept file is the one that was signed and all its signatures hold; else `wrong` says what
    is wrong with them, where it is not the file."""

    token: str
    kind: str
    number: str
    dated: date
    agency: str
    issued_at: datetime
    revoked_at: datetime | None
    intact: bool
    downloadable: bool
    signers: list[SignerLine]
    wrong: frozenset[Verdict] = frozenset()

    @property
    def is_good(self) -> bool:
        return self.intact and self.revoked_at is None

    @property
    def is_loaded(self) -> bool:
        """Whether its signed file is here: of what was brought in by the thousand only number and date may be."""
        return bool(self.signers)


@dataclass(frozen=True)
class UploadProof:
    """What was found in a PDF that somebody brought: its signatures, and our paper if it is one or was one, as `match` says."""

    signatures: list[SignatureCheck]
    paper: PaperProof | HandedOutProof | None
    older: bool  # a version of an issued paper from before its last signature
    match: Match | None = None
    added: Added | None = None

    @property
    def changed(self) -> bool:
        """Whether the file was changed after somebody signed it."""
        return any(s.verdict == Verdict.CHANGED for s in self.signatures)


def verify_token(token: str) -> PaperProof | None:
    """The issued paper of that token; None for everything else, a paper not yet issued included."""
    paper = (
        Paper.objects.issued().select_related("agency", "cosign_agency", "file").filter(token=token).first()
    )
    if paper is None:
        return None
    found = _verdicts(paper)
    wrong = frozenset(found - {Verdict.VALID})
    proof = _proof(paper, intact=found == {Verdict.VALID} and is_as_issued(paper.file))
    return replace(proof, wrong=wrong)


def verify_upload(content: bytes) -> UploadProof:
    """Check a PDF from anywhere; nothing of it is kept. Raises PdfUnreadable."""
    known = recognise(content)
    try:
        found = judge_pdf(content, now=timezone.now())
    except PdfUnreadable:
        if known is None:
            raise
        found = []  # a change broke it, and it is still ours
    digest = sha256(content).hexdigest()
    older = (known is None or known.match is not Match.EXACT) and Signature.objects.filter(
        file__sha256=digest, paper__state__in=[Paper.State.ISSUED, Paper.State.REVOKED]
    ).exists()
    if known is None or older:
        return UploadProof(found, None, older)
    if isinstance(known.of, Paper):
        valid = bool(found) and all(f.is_valid for f in found) and is_as_issued(known.of.file)
        proof: PaperProof | HandedOutProof = _proof(known.of, intact=valid and known.match is Match.EXACT)
    else:
        proof = handed_out_proof(known.of)
    return UploadProof(found, proof, older, known.match, known.added)


def public_file(token: str) -> Paper | None:
    """The issued paper of that token if its kind lets anybody download the file."""
    paper = Paper.objects.issued().select_related("file").filter(token=token).first()
    return paper if paper is not None and paper.kind_facts.public_file else None


def _verdicts(paper: Paper) -> set[Verdict]:
    """Of the signatures of the file that is here; none where that is not the one that was signed."""
    try:
        content = read(paper.file)
        found = judge_pdf(content, now=max(timezone.now(), paper.created_at))
    except (PdfUnreadable, FileNotFoundError):
        return set()
    return {one.verdict for one in found} if sha256(content).hexdigest() == paper.file.sha256 else set()


def _proof(paper: Paper, *, intact: bool) -> PaperProof:
    facts = paper.kind_facts
    return PaperProof(
        token=paper.token,
        kind=facts.name,
        number=paper.full_number,
        dated=paper.dated or local(paper.created_at).date(),
        agency=paper.agency.name,
        issued_at=paper.issued_at or paper.created_at,
        revoked_at=paper.revoked_at,
        intact=intact,
        downloadable=facts.public_file,
        signers=[_signer(paper, one) for one in paper.signatures.all()],
    )


def _signer(paper: Paper, one: Signature) -> SignerLine:
    other = paper.cosign_agency if one.role == Signature.Role.COSIGNER else None
    return SignerLine(
        name=one.signer_name,
        title=one.post_title,
        capacity=one.capacity,
        signed_at=one.signed_at,
        by_agency=one.role == Signature.Role.AGENCY,
        agency=other.name if other is not None and other != paper.agency else "",
    )
