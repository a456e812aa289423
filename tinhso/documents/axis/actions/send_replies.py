"""Tells the sender of a document what became of it, one state after the other."""

from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.client import STATUS, Axis
from tinhso.documents.axis.events import AxisReplyHeld, AxisReplySent
from tinhso.documents.axis.lanes import Lane, send_lane
from tinhso.documents.axis.notices import notify_of_reply
from tinhso.documents.axis.reply import reference_to, reply_content
from tinhso.documents.models import AxisReply
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.outbox.public import CONFIRMED, SKIPPED, STUCK, Answer, settle


def send_replies(document_id: int, *, axis: Axis, at: datetime, now: datetime) -> datetime | None:
    """Send what waits, in order, until one does not pass; when to try again, None if nothing waits by itself.

    `at` is the real clock, `now` the legal one.
    """
    lane = Lane[AxisReply](
        first=lambda: first_reply(document_id),
        content=lambda one: (STATUS, reply_content(one)),
        ends=lambda one: (one.document.agency.ident_code, reference_to(one.document).organ),
        stick=lambda one, answer: stick_reply(one, answer, at=at, now=now),
        confirm=lambda one, answer: confirm_reply(one, answer, at=at, now=now),
    )
    return send_lane(lane, axis=axis, at=at)


def first_reply(document_id: int) -> AxisReply | None:
    """The first state that the axis has not confirmed."""
    rows = AxisReply.objects.filter(document=document_id).exclude(state__in=[CONFIRMED, SKIPPED])
    return (
        rows.select_related(
            "status__by", "status__post__agency", "document__agency__parent", "document__case"
        )
        .order_by("status_id")
        .first()
    )


@transaction.atomic
def stick_reply(reply: AxisReply, answer: Answer, *, at: datetime, now: datetime) -> None:
    if settle(reply, STUCK, answer, at):
        event = AxisReplyHeld(case_id=reply.document_id, reply_id=reply.pk, answer=Code(answer.code))
        record(event, by=SYSTEM, at=now)
        notify_of_reply(reply, now=now)


@transaction.atomic
def confirm_reply(reply: AxisReply, answer: Answer, *, at: datetime, now: datetime) -> None:
    axis_id = str(answer.data.get("DocId", ""))[:100]
    if settle(reply, CONFIRMED, answer, at, axis_id=axis_id):
        event = AxisReplySent(case_id=reply.document_id, reply_id=reply.pk, code=Code(reply.status.code))
        record(event, by=SYSTEM, at=now)
