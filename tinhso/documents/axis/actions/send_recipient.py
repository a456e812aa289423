"""Hands a recipient's messages to the axis, one after the other."""

from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.client import Axis
from tinhso.documents.axis.events import AxisMessageHeld, DocumentSent
from tinhso.documents.axis.lanes import Lane, send_lane
from tinhso.documents.axis.message import content_of
from tinhso.documents.axis.notices import notify_of_refusal
from tinhso.documents.models import AxisMessage
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.outbox.public import CONFIRMED, SKIPPED, STUCK, Answer, settle


def send_recipient(recipient_id: int, *, axis: Axis, at: datetime, now: datetime) -> datetime | None:
    """Send what waits, in order, until one does not pass; when to try again, None if nothing waits by itself.

    `at` is the real clock, `now` the legal one.
    """
    lane = Lane[AxisMessage](
        first=lambda: first_open(recipient_id),
        content=lambda one: content_of(one, zipped=axis.zipped),
        ends=lambda one: (one.recipient.document.case.agency.ident_code, one.recipient.ident_code),
        stick=lambda one, answer: stick(one, answer, at=at, now=now),
        confirm=lambda one, answer: confirm(one, answer, at=at, now=now),
    )
    return send_lane(lane, axis=axis, at=at)


def first_open(recipient_id: int) -> AxisMessage | None:
    """The first message that the axis has not confirmed, with all that its content reads."""
    return (
        AxisMessage.objects.filter(recipient=recipient_id)
        .exclude(state__in=[CONFIRMED, SKIPPED])
        .select_related(
            "by",
            "post__agency",
            "replacement__replaced__case__agency",
            "replacement__replaced__number",
            "recipient__document__case__agency__parent",
            "recipient__document__case__agency__unit",
            "recipient__document__number",
            "recipient__document__paper__file",
            "recipient__document__signer",
        )
        .order_by("number")
        .first()
    )


@transaction.atomic
def stick(message: AxisMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    if settle(message, STUCK, answer, at):
        case_id = message.recipient.document_id
        event = AxisMessageHeld(case_id=case_id, message_id=message.pk, answer=Code(answer.code))
        record(event, by=SYSTEM, at=now)
        notify_of_refusal(message, now=now)


@transaction.atomic
def confirm(message: AxisMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    axis_id = str(answer.data.get("DocId", ""))[:100]
    if settle(message, CONFIRMED, answer, at, axis_id=axis_id):
        recipient = message.recipient
        event = DocumentSent(case_id=recipient.document_id, recipient_id=recipient.pk, message_id=message.pk)
        record(event, by=SYSTEM, at=now)
