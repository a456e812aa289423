"""Hands a recipient's messages to the axis, one after the other."""

from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.client import OK, Axis, AxisAway
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.events import AxisMessageHeld, DocumentSent
from tinhso.documents.axis.message import content_of
from tinhso.documents.axis.notices import notify_of_refusal
from tinhso.documents.models import AxisMessage
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.outbox.public import CONFIRMED, SKIPPED, STUCK, WAITING, Answer, again_at, claim, settle
from tinhso.lib.edxml.limits import EdxmlRefused

WRONG = "edxml"


def send_recipient(recipient_id: int, *, axis: Axis, at: datetime, now: datetime) -> datetime | None:
    """Send what waits, in order, until one does not pass; when to try again, None if nothing waits by itself.

    `at` is the real clock, `now` the legal one. Only silence is tried again; a refusal stays stuck and the clerk is told.
    """
    while message := first_open(recipient_id):
        if message.state != WAITING or message.epoch != current_epoch():
            return None
        if message.next_try > at:
            return message.next_try
        if not claim(message, at):
            return None
        try:
            kind, content = content_of(message, zipped=axis.zipped)
            answer = axis.send(
                content,
                kind,
                sender=message.recipient.document.case.agency.ident_code,
                receiver=message.recipient.ident_code,
            )
        except EdxmlRefused as refused:
            stick(message, Answer(WRONG, str(refused)[:300]), at=at, now=now)
            return None
        except AxisAway as away:
            retry_at, answer = again_at(message, str(away), who="Trục", at=at)
            if retry_at is None:
                stick(message, answer, at=at, now=now)
            return retry_at
        if answer.code != OK:
            stick(message, answer, at=at, now=now)
            return None
        confirm(message, answer, at=at, now=now)
    return None


def first_open(recipient_id: int) -> AxisMessage | None:
    """The first message that the axis has not confirmed, with all that its content reads."""
    return (
        AxisMessage.objects.filter(recipient=recipient_id)
        .exclude(state__in=[CONFIRMED, SKIPPED])
        .select_related(
            "by",
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
