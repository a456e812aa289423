from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.statuses import has_status, write_status
from tinhso.documents.incoming.way import HANDLE
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.kernel.events.public import Actor


@transaction.atomic
def begin_handling(*, document: ArrivingDocument, ver: int, by: Actor, now: datetime) -> None:
    """Bắt đầu xử lý: the sender is told that somebody is at it (05); the second time does nothing.

    Raises: Stale, NotYourTurn.
    """
    check_turn(document, HANDLE, ver, by)
    if not has_status(document, HandlingStatus.Code.PROCESSING):
        write_status(document, HandlingStatus.Code.PROCESSING, by=by, now=now)
