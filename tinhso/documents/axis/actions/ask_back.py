from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.documents.axis.actions.enqueue_message import put_message
from tinhso.documents.axis.events import TakeBackAsked
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AxisMessage, DocumentRecipient, ReceiverStatus
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

Kind = AxisMessage.Kind
ANSWERED_KINDS = [Kind.TAKE_BACK, Kind.RECALL, Kind.UPDATE, Kind.REPLACE]
ASKED_AGAIN_AFTER = timedelta(days=7)


@transaction.atomic
def ask_back(*, recipient: DocumentRecipient, reason: str, by: Actor, now: datetime) -> AxisMessage:
    """Yêu cầu lấy lại (13): the recipient is asked to give the document back; he agrees (15) or declines (16).

    Raises: DocumentsForbidden, EntryRefused.
    """
    document = recipient.document
    check_can_send(document, by, local(now).date())
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do yêu cầu lấy lại.")
    if len(reason.strip()) > 500:
        raise EntryRefused("reason", "Lý do tối đa 500 ký tự.")
    DocumentRecipient.objects.select_for_update().get(pk=recipient.pk)
    if document.recalled_at is not None:
        raise EntryRefused("", "Văn bản đã thu hồi; nơi nhận hủy và báo lại, không cần yêu cầu lấy lại.")
    sent = AxisMessage.objects.filter(recipient=recipient).order_by("number")
    before = sent.filter(kind__in=[AxisMessage.Kind.TAKE_BACK, AxisMessage.Kind.RECALL]).last()
    if not sent.exists() or before is not None and _is_open(recipient, before, now):
        raise EntryRefused("", "Văn bản chưa gửi tới nơi nhận này, hoặc yêu cầu trước chưa được trả lời.")
    message = put_message(recipient, AxisMessage.Kind.TAKE_BACK, now=now, reason=reason.strip(), by=by)
    record(TakeBackAsked(case_id=document.pk, recipient_id=recipient.pk), by=by, at=now)
    return message


def _is_open(recipient: DocumentRecipient, asked: AxisMessage, now: datetime) -> bool:
    """Whether the answer is still awaited. A 15 or 16 does not say what it answers; receivers answer updates and replacements
    too, each once, so the asking is answered when as many answers came as were asked for. Who does not answer updates is
    asked again after a week."""
    if now - asked.at >= ASKED_AGAIN_AFTER:
        return False
    sent = AxisMessage.objects.exclude(state=AxisMessage.State.SKIPPED).filter(kind__in=ANSWERED_KINDS)
    replacing = Q(replacement__replaced=recipient.document_id, recipient__ident_code=recipient.ident_code)
    about_it = Q(recipient=recipient, replacement=None) | replacing
    answers = ReceiverStatus.objects.filter(recipient=recipient, code__in=["15", "16"])
    return answers.count() < sent.filter(about_it).count()
