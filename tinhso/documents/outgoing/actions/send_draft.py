from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import advance_case, name_officer
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.models import OutgoingDocument, SubmissionSlip
from tinhso.documents.outgoing.authority import decider_of, expected_authority, signers_of
from tinhso.documents.outgoing.co_signing import co_signers_of, has_two_signers, seat_second
from tinhso.documents.outgoing.drawing import paper_data
from tinhso.documents.outgoing.permissions import check_not_in_consultation, check_not_locked, check_step
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.outgoing.way import DRAFT, seat
from tinhso.documents.registers.notations import needs_unit
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site.public import EntryRefused

NO_UNIT = (
    "Ký hiệu của công văn có chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực: sửa dự thảo, ghi chữ viết tắt đó."
)
OPEN = "Dự thảo còn chỗ trống (…) hoặc chưa có nội dung. Ghi đủ rồi trình."


@transaction.atomic
def send_draft(
    *,
    document: OutgoingDocument,
    ver: int,
    reviewer: User,
    signer: User,
    by: Actor,
    now: datetime,
    cosigner: Post | None = None,
) -> None:
    """Trình: the drafter names who answers for the content and who shall sign; both come onto the routing list, and
    the agency's clerk, who looks at the form; of minutes and agreements also who signs along. Whoever signs from another agency gets it only when it is approved.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    check_not_in_consultation(document)
    check_not_locked(document, now)
    agency, day = document.case.agency, now.date()
    if not Post.objects.on(day).with_role(Head.code).filter(agency=agency, user=reviewer).exists():
        raise EntryRefused("reviewer", "Người duyệt nội dung phải là lãnh đạo đang giữ vị trí ở cơ quan.")
    _check_signer(document, signer, day)
    _name_second(document, cosigner, signer, day)
    kind, text = type_of(document.type_code, day), text_of(newest(document))
    if needs_unit(kind, day) and not document.unit:
        raise EntryRefused("", NO_UNIT)
    if text.is_open:
        raise EntryRefused("", OPEN)
    authority = expected_authority(document, day, signer_id=signer.pk)
    assert authority is not None  # the signer was found among those who may sign
    try:
        paper_data(document, kind, text, authority, day)
    except LetterRefused as error:
        raise EntryRefused("", str(error)) from error
    document.reviewer, document.signer = reviewer, signer
    document.save(update_fields=["reviewer", "signer", "cosigner", "cosigner_agency"])
    if document.cosigner_agency_id == agency.pk:
        seat_second(document)
    seat(document, agency, Head.code, reviewer)
    if authority.right.post.agency_id == agency.pk:
        seat(document, agency, Head.code, signer)
    seat(document, agency, Clerk.code)
    _seat_leader(document)
    advance_case(case=document.case, ver=ver, by=by, now=now)
    name_officer(case=document.case, officer_id=reviewer.pk, by=by, now=now)


def _check_signer(document: OutgoingDocument, signer: User, day: date) -> None:
    """EntryRefused for who may not sign what its body or head decides."""
    rights = signers_of(document.case.agency, day, decider_of(document, day))
    if signer.pk not in {one.right.post.user_id for one in rights}:
        raise EntryRefused("signer", "Người này hôm nay không có quyền ký văn bản của cơ quan.")


def _seat_leader(document: OutgoingDocument) -> None:
    """Whoever it is submitted to by its slip reads the draft too."""
    slip = SubmissionSlip.objects.filter(document=document).order_by("-number").first()
    if slip is not None:
        seat(document, document.case.agency, Head.code, slip.leader)


def _name_second(document: OutgoingDocument, cosigner: Post | None, signer: User, day: date) -> None:
    """Who signs along, on the document that is not saved yet; the form of its type is judged with both. EntryRefused."""
    if not has_two_signers(document, day):
        document.cosigner = document.cosigner_agency = None
        return
    if cosigner is None or cosigner.pk not in {one.pk for one in co_signers_of(document, day)}:
        raise EntryRefused("cosigner", "Chọn người cùng ký: văn bản loại này có hai người ký.")
    if cosigner.user_id == signer.pk:
        raise EntryRefused("cosigner", "Hai người ký phải là hai người khác nhau.")
    document.cosigner, document.cosigner_agency = cosigner.user, cosigner.agency
