from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.take_message import try_message
from tinhso.documents.axis.arrivals import let_content_go
from tinhso.documents.axis.changing import concerned
from tinhso.documents.axis.events import AxisArrivalDropped, AxisArrivalRetried
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.models import ArrivingDocument, AxisArrival, HandlingStatus
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import read
from tinhso.kernel.outbox.public import NotOpen
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.edxml.messages import Business, DocumentMessage
from tinhso.lib.edxml.reader import read_message

__all__ = ["NotOpen", "drop_arrival", "retry_arrival"]


@transaction.atomic
def retry_arrival(*, arrival: AxisArrival, by: Actor, now: datetime) -> AxisArrival:
    """Try to take a held message again, as it came.

    Raises: DocumentsForbidden, NotOpen.
    """
    check_can_receive(arrival.agency_id, by)
    row = _locked(arrival)
    try_message(row, read(row.content) if row.content else b"", now=now)
    record(AxisArrivalRetried(agency_id=row.agency_id, arrival_id=row.pk), by=by, at=now)
    return row


@transaction.atomic
def drop_arrival(*, arrival: AxisArrival, reason: str, by: Actor, now: datetime) -> None:
    """Set a held message aside for good, with a reason: its bytes are not kept any longer. The sender of an update or a
    replacement of a document that is here is told that it is declined (16).

    Raises: DocumentsForbidden, EntryRefused, NotOpen.
    """
    check_can_receive(arrival.agency_id, by)
    if not 1 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do bỏ qua, tối đa 500 ký tự.")
    row = _locked(arrival)
    for document in _declined(row):
        write_status(document, HandlingStatus.Code.DECLINED, note=reason.strip(), by=by, now=now)
    row.state, row.drop_reason, row.dropped_by_id = AxisArrival.State.DROPPED, reason.strip(), by.user_id
    row.waits = False
    let_content_go(row, now=now)
    record(AxisArrivalDropped(agency_id=row.agency_id, arrival_id=row.pk), by=by, at=now)


def _declined(row: AxisArrival) -> list[ArrivingDocument]:
    if row.business not in {Business.UPDATE, Business.REPLACE} or row.content is None:
        return []
    message = read_message(read(row.content)).message
    return concerned(row, message) if isinstance(message, DocumentMessage) else []


def _locked(arrival: AxisArrival) -> AxisArrival:
    rows = AxisArrival.objects.select_for_update(of=("self",)).select_related("content", "agency")
    found = rows.filter(pk=arrival.pk, state=AxisArrival.State.HELD).first()
    if found is None:
        raise NotOpen
    return found
