import hashlib
from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.acting import REFUSALS, act_on
from tinhso.documents.axis.arrivals import HeldBack, keep_content, let_content_go, words_of_problem
from tinhso.documents.axis.client import Listed
from tinhso.documents.axis.events import AxisArrivalHeld
from tinhso.documents.axis.notices import notify_of_arrival
from tinhso.documents.models import AxisArrival
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.people.public import Agency


@transaction.atomic
def take_message(*, agency: Agency, kind: str, content: bytes, listed: Listed, now: datetime) -> AxisArrival:
    """A message of the axis reaches an agency: the same bytes come once, whatever number the axis gives them.

    What cannot be taken is held with its bytes and the reason; of one with a mark of secrecy nothing is kept.
    """
    row, new = AxisArrival.objects.get_or_create(
        agency=agency,
        origin_id=hashlib.sha256(content).hexdigest(),
        defaults={
            "kind": kind,
            "axis_id": listed.axis_id,
            "sender_code": listed.sender[:35],
            "state": AxisArrival.State.HELD,
            "problem": "…",
            "at": now,
        },
    )
    if not new:
        return row
    try_message(row, content, now=now)
    if row.state == AxisArrival.State.HELD:
        keep_content(row, content, now=now)
    if row.state != AxisArrival.State.RECEIVED:
        record(AxisArrivalHeld(agency_id=agency.pk, arrival_id=row.pk), by=SYSTEM, at=now)
        notify_of_arrival(row, now=now)
    return row


@transaction.atomic
def try_message(row: AxisArrival, content: bytes, *, now: datetime) -> None:
    """Do what the message asks, whole or not at all, and say on its row how it went."""
    row.attempts += 1
    row.waits, row.problem = False, ""
    try:
        with transaction.atomic():
            outcome = act_on(row, content, now=now)
    except SecretDocument:
        row.state, row.document_ident = AxisArrival.State.SECRET, ""
    except REFUSALS as refused:
        row.state, row.problem = AxisArrival.State.HELD, words_of_problem(refused)[:500]
        row.waits = isinstance(refused, HeldBack) and refused.waits
    else:
        row.state, row.document = AxisArrival.State.RECEIVED, outcome.document
        row.problem = ", ".join(outcome.remarks)[:500]
    if row.state == AxisArrival.State.HELD:
        row.save()
    else:
        let_content_go(row, now=now)
