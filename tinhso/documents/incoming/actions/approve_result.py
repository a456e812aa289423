from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.supporting import end_supports
from tinhso.documents.incoming.way import APPROVE
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.kernel.events.public import Actor


@transaction.atomic
def approve_result(*, document: ArrivingDocument, ver: int, by: Actor, now: datetime) -> None:
    """Duyệt kết quả: the document is settled, its clock stops, its sender is told (06); supports still open end.

    Raises: Stale, NotYourTurn.
    """
    check_turn(document, APPROVE, ver, by)
    case = document.case
    end_supports(document, by=by, now=now)
    settle_case(case=case, ver=ver, outcome="answered" if document.answer_id else "done", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    write_status(document, HandlingStatus.Code.FINISHED, by=by, now=now)
