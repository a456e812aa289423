from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.documents.incoming.permissions import check_can_receive, check_turn
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def refuse_document(
    *, document: ArrivingDocument, ver: int, reason: str, by: Actor, now: datetime
) -> HandlingStatus:
    """Từ chối tiếp nhận: the clerk turns a document away before it has a number; its sender is told why (02).

    Raises: DocumentsForbidden, Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_can_receive(document.agency_id, by)
    check_not_secret(NONE, [reason])
    if not 1 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do từ chối, tối đa 500 ký tự: cơ quan gửi được báo lý do này.")
    check_turn(document, "", ver, by)
    refuse_case(case=document.case, ver=ver, text=reason, by=by, now=now)
    return write_status(document, HandlingStatus.Code.REFUSED, note=reason.strip(), by=by, now=now)
