"""What waits for a signer's or a clerk's key, and why it was refused, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import NotYourTurn, turns_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import MayNotSign
from tinhso.documents.outgoing.co_signing import CosignedForAnother
from tinhso.documents.outgoing.compulsory_steps import StepsMissing
from tinhso.documents.outgoing.way import KIND
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.actions.give_number import NotReserved
from tinhso.documents.signing.actions.prepare_seal import NotSigned
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.papers.public import (
    NotThisSignatureNow,
    PaperDataWrong,
    PaperForbidden,
    PaperNotMade,
    SignatureWrong,
    SigningClosed,
    SigningRefused,
)

MOST_AT_ONCE = 50
REFUSED: dict[type[Exception], tuple[int, object]] = {
    NotYourTurn: (403, _("Văn bản này không chờ ông/bà. Tải lại trang để xem việc đang chờ.")),
    PaperForbidden: (403, _("Văn bản này do cơ quan hoặc vị trí khác ký.")),
    DocumentsForbidden: (403, _("Số văn bản do văn thư của cơ quan cấp, giữ.")),
    Http404: (404, _("Không tìm thấy văn bản này. Tải lại trang để xem việc đang chờ.")),
    NotSigned: (409, _("Văn bản chưa được ký nên chưa cấp số, đóng dấu.")),
    SigningClosed: (409, _("Lần ký này đã hết hạn hoặc đã có lần khác. Bấm ký lại.")),
    NotThisSignatureNow: (409, _("Văn bản chưa đến bước ký này. Tải lại trang rồi thử lại.")),
    LetterRefused: (422, _("Chưa lập được văn bản từ dự thảo. Trả lại để sửa dự thảo.")),
    PaperDataWrong: (422, _("Chưa lập được văn bản từ dự thảo. Trả lại để sửa dự thảo.")),
    PaperNotMade: (422, _("Chưa lập được văn bản từ dự thảo. Trả lại để sửa dự thảo.")),
}
IN_BROWSER: tuple[type[Exception], ...] = (
    SignatureWrong,
    MayNotSign,
    CosignedForAnother,
    StepsMissing,
    NotReserved,
    *REFUSED,
)
ON_SERVER: tuple[type[Exception], ...] = (SigningRefused, *IN_BROWSER)


def refusal(error: Exception) -> tuple[int, str]:
    """Status and sentence; a right, a number or a signature that was refused has its own words."""
    if isinstance(error, MayNotSign):
        return 403, str(error)
    return next(
        ((status, str(words)) for kind, (status, words) in REFUSED.items() if isinstance(error, kind)),
        (422, str(error)),
    )


@dataclass(frozen=True)
class Batch:
    """The documents of one page, and whether more of them wait than a page holds."""

    documents: list[OutgoingDocument]
    more: bool


def waiting(by: Actor, act: str, *, page: str, now: datetime) -> Batch:
    """The most urgent that wait for this key; in the order of signing where they are to be sealed. The reading is logged."""
    cases = turns_of(by, act=act, kind=KIND, limit=MOST_AT_ONCE + 1)
    rows = OutgoingDocument.objects.visible_to(by, on=now.date()).whole().filter(pk__in=cases[:MOST_AT_ONCE])
    documents = list(rows.order_by("signed_at", "case__due_at", "pk"))
    if documents:
        log_access(by=by, purpose="signing", page=page, case_ids=[one.pk for one in documents], at=now)
    return Batch(documents, len(cases) > MOST_AT_ONCE)
