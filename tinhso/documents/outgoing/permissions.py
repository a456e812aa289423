"""Who drafts; whose turn a document is, says its case. Who sees one, says its routing list."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from tinhso.casework.public import NotYourTurn, Stale, State, check_can_act
from tinhso.documents.models import DraftLock, OutgoingDocument, RightChange
from tinhso.documents.outgoing.co_signing import is_signed_elsewhere
from tinhso.documents.outgoing.way import COSIGN, SIGN
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import SigningRight, signing_rights
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_datetime


def can_draft(by: Actor) -> bool:
    """An official (chuyên viên) of an agency."""
    return by.is_officer and by.agency_id is not None and by.holds(Examiner)


def check_can_draft(by: Actor) -> int:
    """The agency for which the actor drafts. DocumentsForbidden."""
    if not can_draft(by) or by.agency_id is None:
        raise DocumentsForbidden(_("Văn bản do chuyên viên của cơ quan soạn thảo."))
    return by.agency_id


def is_inside(document: OutgoingDocument, by: Actor) -> bool:
    """Of the agency whose document it is. Of another one, who signs along reads the approved text, not what was said before."""
    return by.agency_id == document.case.agency_id


def can_comment(document: OutgoingDocument, by: Actor) -> bool:
    """Whoever is on the routing list, as long as the document is not signed; the view has found it for this reader."""
    is_open = document.signed_at is None and document.recalled_at is None
    return by.is_officer and by.agency_id == document.case.agency_id and is_open


def check_can_comment(document: OutgoingDocument, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_comment(document, by):
        raise DocumentsForbidden(_("Văn bản này không còn nhận ý kiến, hoặc ông/bà không tham gia."))


def can_have_docx(document: OutgoingDocument, by: Actor) -> bool:
    """Whoever reads it; of restricted circulation who drafts it and the agency's clerk, for a DOCX bears no reader's name."""
    is_clerk = by.holds(Clerk) and by.agency_id == document.case.agency_id
    return by.is_officer and (not document.is_restricted or by.user_id == document.drafted_by_id or is_clerk)


def check_can_have_docx(document: OutgoingDocument, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_have_docx(document, by):
        raise DocumentsForbidden(
            _(
                "Văn bản giới hạn phạm vi lưu hành: tệp DOCX do người soạn, văn thư mở. Mở bản PDF mang tên ông/bà."
            )
        )


def can_take_back(document: OutgoingDocument, by: Actor) -> bool:
    """While it waits for who signs along, or for a signer of another agency, maybe for ever: whoever of the document's own agency
    drafted it, approved it or signs it, in the role of that step (minutes: an official, else a head)."""
    case = document.case
    waits = case.step == COSIGN or (case.step == SIGN and is_signed_elsewhere(document))
    if not waits or case.is_final or case.process is None or by.agency_id != case.agency_id:
        return False
    theirs = by.user_id in (document.drafted_by_id, document.reviewer_id, document.signer_id)
    return by.is_officer and theirs and case.process.step(case.step).role in by.roles


def can_deliver(document: OutgoingDocument, by: Actor, on: date) -> bool:
    """The clerk of the agency that issued the document, as far as it shows to him."""
    is_clerk = by.holds(Clerk) and is_inside(document, by)
    return is_clerk and OutgoingDocument.objects.visible_to(by, on=on).filter(pk=document.pk).exists()


def check_can_deliver(document: OutgoingDocument, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_deliver(document, by, on):
        raise DocumentsForbidden(_("Việc gửi bản giấy là của văn thư cơ quan ban hành."))


def can_order(document: OutgoingDocument, by: Actor, on: date) -> bool:
    """That an issued document is recalled, replaced or corrected: who signed it, or heads the agency in the own right, as far as
    it shows to him."""
    if not by.is_officer or not is_inside(document, by):
        return False
    right = signing_rights(document.case.agency, on).of_post(by.post_id, "")
    heads = isinstance(right, SigningRight) and right.giver is None
    is_theirs = heads or by.user_id == document.signer_id
    return is_theirs and OutgoingDocument.objects.visible_to(by, on=on).filter(pk=document.pk).exists()


def check_can_order(document: OutgoingDocument, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_order(document, by, on):
        raise DocumentsForbidden(
            _("Thu hồi, thay thế, đính chính do người ký văn bản hoặc người đứng đầu cơ quan chỉ đạo.")
        )


def can_decide_right(change: RightChange, by: Actor) -> bool:
    """A head of the document's agency, but not who gave the right: nobody confirms their own change."""
    is_head = by.is_officer and by.holds(Head) and by.agency_id == change.document.case.agency_id
    return is_head and by.user_id != change.by_id


def check_can_decide_right(change: RightChange, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_decide_right(change, by):
        raise DocumentsForbidden(
            _("Thay đổi quyền do lãnh đạo của cơ quan xác nhận, không phải người đã thay đổi.")
        )


def check_step(document: OutgoingDocument, step: str, ver: int, by: Actor) -> None:
    """The document stands as the page showed it and waits for this officer at this step. Stale, NotYourTurn."""
    if document.case.ver != ver:
        raise Stale(document.pk)
    check_can_act(document.case, by)
    if document.case.step != step:
        raise NotYourTurn(document.pk)


def check_not_restricted(document: OutgoingDocument) -> None:
    """A normative document is read by everybody, as a draft and once it is issued. EntryRefused."""
    if document.is_restricted:
        raise EntryRefused(
            "",
            _(
                "Văn bản quy phạm pháp luật ai cũng được đọc. Bỏ giới hạn phạm vi lưu hành của dự thảo trước đã."
            ),
        )


def check_not_in_consultation(document: OutgoingDocument) -> None:
    """While everybody is asked about a draft, and until their comments are answered, its time stands still. EntryRefused."""
    if document.case.state == State.PAUSED:
        raise EntryRefused(
            "",
            _("Dự thảo đang lấy ý kiến. Công bố tiếp thu, giải trình góp ý rồi mới trình hoặc bỏ dự thảo."),
        )


def check_not_locked(document: OutgoingDocument, now: datetime, lock: str = "") -> None:
    """Nobody has the draft open in the office suite, but for who shows the name of that lock. One query. EntryRefused."""
    found = DraftLock.objects.at(now).filter(document=document).select_related("officer").first()
    if found is not None and found.name != lock:
        words = _(
            "%(name)s đang mở dự thảo trong bộ soạn thảo (khóa đến %(until)s). Đóng dự thảo ở đó, hoặc kết thúc phiên"
            " soạn thảo ở trang của dự thảo, rồi làm lại."
        )
        raise EntryRefused(
            "", words % {"name": found.officer.full_name, "until": vn_datetime(found.expires_at)}
        )
