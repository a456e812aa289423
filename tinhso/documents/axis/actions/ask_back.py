from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message
from tinhso.documents.axis.events import TakeBackAsked
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AxisMessage, DocumentRecipient, ReceiverStatus
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


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
    if not sent.exists() or before is not None and not _answered(recipient, before):
        raise EntryRefused("", "Văn bản chưa gửi tới nơi nhận này, hoặc yêu cầu trước chưa được trả lời.")
    message = put_message(
        recipient, AxisMessage.Kind.TAKE_BACK, now=now, reason=reason.strip(), user_id=by.user_id
    )
    record(TakeBackAsked(case_id=document.pk, recipient_id=recipient.pk), by=by, at=now)
    return message


def _answered(recipient: DocumentRecipient, asked: AxisMessage) -> bool:
    given = ReceiverStatus.objects.filter(recipient=recipient, code__in=["15", "16"], at__gte=asked.at)
    return given.exists()
