"""The state of handling as the sender is told of it: rows of history in the order in which they arose."""

from datetime import datetime

from tinhso.documents.incoming.events import HandlingStatusWritten
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.kernel.events.public import Actor, Code, record


def write_status(
    document: ArrivingDocument, code: HandlingStatus.Code, *, by: Actor, now: datetime, note: str = ""
) -> HandlingStatus:
    """One row and its event, in the transaction of the deed; whoever sends it to the other side hears the event."""
    row = HandlingStatus.objects.create(
        document=document, code=code, note=note, by_id=by.user_id, post_id=by.post_id, at=now
    )
    event = HandlingStatusWritten(case_id=document.pk, status_id=row.pk, status=Code(code.value))
    record(event, by=by, at=now)
    return row


def has_status(document: ArrivingDocument, code: HandlingStatus.Code) -> bool:
    return HandlingStatus.objects.filter(document=document, code=code).exists()
