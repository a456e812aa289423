"""Fetches what recipients answered, agency by agency."""

import hashlib
import logging
from datetime import date, datetime, timedelta

from tinhso.documents.axis.actions.receive_status import StatusUnknown, receive_status
from tinhso.documents.axis.client import STATUS, Axis
from tinhso.documents.models import AxisCursor, AxisMessage
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import StatusMessage
from tinhso.lib.edxml.reader import read_message

log = logging.getLogger(__name__)
BACK = timedelta(days=2)  # clocks differ, and a list of a day is complete only when the day is over


def sending_organs() -> list[str]:
    """The codes of agencies that have sent something over the axis. One query."""
    codes = AxisMessage.objects.exclude(axis_id="").values_list(
        "recipient__document__case__agency__ident_code", flat=True
    )
    return sorted(set(codes.distinct().order_by()))


def poll_statuses(organ: str, *, axis: Axis, day: date, now: datetime) -> int:
    """Take each status that waits for this agency; how many were new or known. `day` is that of the real clock.

    The cursor moves only when all of the list is in: the next round fetches the rest again, and a row twice is one.
    Raises: AxisAway.
    """
    cursor = AxisCursor.objects.filter(ident_code=organ, kind=STATUS).first()
    since = min(cursor.day if cursor else day, day) - BACK
    count = 0
    for one in axis.received(organ, STATUS, since=since, until=day):
        content = axis.fetch(organ, one.axis_id)
        axis.acknowledge(organ, one.axis_id, accepted=_received(content, now))
        count += 1
    AxisCursor.objects.update_or_create(ident_code=organ, kind=STATUS, defaults={"day": day})
    return count


def _received(content: bytes, now: datetime) -> bool:
    """A message that is repeated under another number has the same bytes: they are its name."""
    try:
        message = read_message(content).message
        if not isinstance(message, StatusMessage):
            return False
        receive_status(message=message, origin_id=hashlib.sha256(content).hexdigest(), now=now)
    except (EdxmlRefused, StatusUnknown) as refused:
        log.warning("axis: a status was not taken (%s)", type(refused).__name__)
        return False
    return True
