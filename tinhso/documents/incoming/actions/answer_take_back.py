from datetime import datetime

from django.db import transaction

from tinhso.casework.public import withdraw_office_case
from tinhso.documents.incoming.destroying import check_no_hold, destroy_contents
from tinhso.documents.incoming.events import ArrivingDocumentDestroyed, TakeBackAnswered
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.supporting import end_supports
from tinhso.documents.models import ArrivingDocument, HandlingStatus, TakeBack
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.outbox.public import NotOpen
from tinhso.kernel.site.public import EntryRefused

DESTROYED = "Đã hủy văn bản trên hệ thống"


@transaction.atomic
def answer_take_back(*, take_back: TakeBack, agree: bool, reason: str, by: Actor, now: datetime) -> None:
    """The clerk of the receiving agency answers: agreeing destroys the document and its metadata, and its sender is told (15);
    declining, which a recall does not allow, tells why (16).

    Raises: DocumentsForbidden, NotOpen, EntryRefused.
    """
    rows = ArrivingDocument.objects.select_for_update(of=("self",)).whole()
    document = rows.get(pk=take_back.document_id)
    check_can_receive(document.agency_id, by)
    row = TakeBack.objects.filter(pk=take_back.pk, answer=TakeBack.Answer.WAITING).first()
    if row is None:
        raise NotOpen
    if not agree:
        if row.kind == TakeBack.Kind.RECALL:
            raise EntryRefused("", "Văn bản bị thu hồi phải hủy; nơi nhận không từ chối được.")
        if not 1 <= len(reason.strip()) <= 500:
            raise EntryRefused("reason", "Ghi lý do không đồng ý, tối đa 500 ký tự: cơ quan gửi được báo.")
    else:
        check_no_hold(document)
    row.answer = TakeBack.Answer.AGREED if agree else TakeBack.Answer.DECLINED
    row.answer_reason, row.answered_by_id, row.answered_at = reason.strip()[:500], by.user_id, now
    row.save()
    record(TakeBackAnswered(case_id=document.pk, take_back_id=row.pk, answer=Code(row.answer)), by=by, at=now)
    if not agree:
        write_status(document, HandlingStatus.Code.DECLINED, note=row.answer_reason, by=by, now=now)
        return
    _destroy(document, by=by, now=now)
    TakeBack.objects.filter(document=document, answer=TakeBack.Answer.WAITING).update(
        answer=TakeBack.Answer.AGREED, answered_by=by.user_id, answered_at=now
    )
    write_status(document, HandlingStatus.Code.AGREED, note=DESTROYED, by=by, now=now)


def _destroy(document: ArrivingDocument, *, by: Actor, now: datetime) -> None:
    if document.destroyed_at is not None:
        return
    case = document.case
    if not case.is_final:
        end_supports(document, by=by, now=now)
        withdraw_office_case(case=case, ver=case.ver, text="Văn bản bị thu hồi, đã hủy.", by=by, now=now)
    files = destroy_contents(document, now=now)
    record(ArrivingDocumentDestroyed(case_id=document.pk, files=files), by=by, at=now)
