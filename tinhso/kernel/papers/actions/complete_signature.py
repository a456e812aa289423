import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, Code, Event, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.papers.events import PaperCosigned, PaperSealed, PaperSigned
from tinhso.kernel.papers.models import Paper, Signature, SigningRequest
from tinhso.kernel.papers.permissions import can_sign, check
from tinhso.kernel.papers.signing.judging import judge_pdf
from tinhso.kernel.papers.signing.pdf_signing import SignatureWrong, complete
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, Verdict
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable

_WORDS = {
    Verdict.CHANGED: "Chữ ký nhận được không khớp với văn bản. Hãy ký lại.",
    Verdict.UNKNOWN_ISSUER: "Chứng thư số không do tổ chức được tin cậy cấp. Hãy dùng chứng thư số chuyên dùng.",
    Verdict.NOT_YET: "Chứng thư số chưa có hiệu lực. Hãy ký lại khi chứng thư đã có hiệu lực.",
    Verdict.EXPIRED: "Chứng thư số đã hết hạn. Hãy gia hạn rồi ký lại.",
    Verdict.FALSE: "Chữ ký nhận được không khớp với chứng thư số. Hãy ký lại.",
    Verdict.UNJUDGED: "Không kiểm tra được chữ ký nhận được. Hãy ký lại bằng công cụ ký số khác.",
    Verdict.ON_HOLD: "Chứng thư số đang bị tạm dừng. Hãy liên hệ đơn vị quản lý chứng thư số.",
    Verdict.REVOKED: "Chứng thư số đã bị thu hồi. Hãy liên hệ đơn vị quản lý chứng thư số.",
}

AFTER = {
    Signature.Role.COSIGNER: Paper.State.DRAFT,
    Signature.Role.PERSON: Paper.State.SIGNED,
    Signature.Role.AGENCY: Paper.State.SEALED,
}


class SigningClosed(Exception):
    """No open request under this token for this person: done, replaced, too old, or the paper went on meanwhile."""


@transaction.atomic
def complete_signature(*, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """Put the signature that came back into the prepared paper; the paper goes to signed or sealed; after who signs along
    it still waits for its signer.

    The certificate must be trusted, in force and issued to the signer by name. Raises: SigningClosed,
    PaperForbidden, SignatureWrong (with words for the screen). A wrong signature changes nothing: try again.
    """
    request = _open_request(token, by)
    paper = Paper.objects.select_for_update().get(pk=request.paper_id)
    check(can_sign(paper, request.role, by, now.date()))
    if paper.file_id != request.base_id:
        raise SigningClosed
    signed = complete(request.prepared_pdf(), cms)
    proof = _proof(signed, request)
    paper.file = store_made(signed, name=paper.file.name, kind=Kind.PDF, by=by, now=now)
    paper.state = AFTER[Signature.Role(request.role)]
    paper.save(update_fields=["file", "state"])
    request.state = SigningRequest.State.DONE
    request.save(update_fields=["state"])
    _keep(paper, request, proof)
    record(_event(paper, request, proof), by=by, at=now)
    return paper


def _open_request(token: str, by: Actor) -> SigningRequest:
    if by.user_id is None:
        raise SigningClosed
    request = SigningRequest.objects.select_for_update().filter(token=token, user_id=by.user_id).first()
    if request is None or not request.is_open(timezone.now()):
        raise SigningClosed
    return request


def _proof(signed: bytes, request: SigningRequest) -> SignatureCheck:
    """The finding about the new signature, after a look at the whole file; SignatureWrong unless all is well."""
    try:
        found = judge_pdf(signed, now=max(request.signed_at, timezone.now()))
    except PdfUnreadable as error:
        raise SignatureWrong(_WORDS[Verdict.CHANGED]) from error
    wrong = next((f for f in reversed(found) if not f.is_valid), None)
    if wrong is not None:
        raise SignatureWrong(_WORDS[wrong.verdict])
    mine = next((f for f in found if f.field == request.field), None)
    if mine is None or not _same(mine.signer, request.signer_name):
        raise SignatureWrong(
            f"Chứng thư số không phải của {request.signer_name}. Hãy cắm đúng thiết bị rồi ký lại."
        )
    return mine


def _same(one: str, other: str) -> bool:
    """Certificates cut names at 64 characters and write them in any case."""
    a, b = (" ".join(unicodedata.normalize("NFC", name).casefold().split()) for name in (one, other))
    return a == b[:64] or a[:64] == b


def _keep(paper: Paper, request: SigningRequest, proof: SignatureCheck) -> None:
    Signature.objects.create(
        paper=paper,
        order=paper.signatures.count() + 1,
        role=request.role,
        field=request.field,
        signer_name=request.signer_name,
        post_title=request.post_title,
        capacity=request.capacity,
        post_id=request.post_id,
        serial=proof.serial,
        digest=request.digest,
        signed_at=request.signed_at,
        file=paper.file,
    )


def _event(paper: Paper, request: SigningRequest, proof: SignatureCheck) -> Event:
    serial = Code(proof.serial)
    if request.role == Signature.Role.COSIGNER:
        return PaperCosigned(paper_id=paper.pk, post_id=request.post_id, serial=serial, case_id=paper.case_id)
    if request.role == Signature.Role.PERSON:
        return PaperSigned(paper_id=paper.pk, post_id=request.post_id, serial=serial, case_id=paper.case_id)
    return PaperSealed(paper_id=paper.pk, agency_id=paper.agency_id, serial=serial, case_id=paper.case_id)
