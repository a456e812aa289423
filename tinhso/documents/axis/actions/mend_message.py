from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.events import AxisMessageRepeated, AxisMessageSkipped
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AxisMessage
from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.outbox.public import NotOpen, reopen, set_aside
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

__all__ = ["NotOpen", "resend_message", "skip_message"]


@transaction.atomic
def resend_message(*, message: AxisMessage, by: Actor, now: datetime) -> None:
    """Send a stuck or waiting message again at once; one that waits since a restore is released by it.

    Raises: DocumentsForbidden, NotOpen.
    """
    document = message.recipient.document
    check_can_send(document, by, local(now).date())
    reopen(message, timezone.now())
    AxisMessage.objects.filter(pk=message.pk).update(epoch=current_epoch())
    record(AxisMessageRepeated(case_id=document.pk, message_id=message.pk), by=by, at=now)
    job("documents.send_recipient").defer(recipient_id=message.recipient_id)


@transaction.atomic
def skip_message(*, message: AxisMessage, reason: str, by: Actor, now: datetime) -> None:
    """Set a message aside for good, with a reason; those after it go on.

    Raises: DocumentsForbidden, EntryRefused, NotOpen.
    """
    document = message.recipient.document
    check_can_send(document, by, local(now).date())
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do bỏ qua.")
    set_aside(message, reason.strip(), by.user_id)
    record(AxisMessageSkipped(case_id=document.pk, message_id=message.pk), by=by, at=now)
    job("documents.send_recipient").defer(recipient_id=message.recipient_id)
