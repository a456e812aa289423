from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.events import AxisReplyMended
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.models import AxisReply
from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.outbox.public import NotOpen, reopen, set_aside
from tinhso.kernel.site.public import EntryRefused

__all__ = ["NotOpen", "resend_reply", "skip_reply"]


@transaction.atomic
def resend_reply(*, reply: AxisReply, by: Actor, now: datetime) -> None:
    """Send a state of handling again that is stuck, or that waits since a restore.

    Raises: DocumentsForbidden, NotOpen.
    """
    check_can_receive(reply.document.agency_id, by)
    reopen(reply, timezone.now())
    AxisReply.objects.filter(pk=reply.pk).update(epoch=current_epoch())
    _mended(reply, by, now)


@transaction.atomic
def skip_reply(*, reply: AxisReply, reason: str, by: Actor, now: datetime) -> None:
    """Set a state of handling aside for good, with a reason; those after it go on.

    Raises: DocumentsForbidden, EntryRefused, NotOpen.
    """
    check_can_receive(reply.document.agency_id, by)
    if not 1 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do bỏ qua, tối đa 500 ký tự.")
    set_aside(reply, reason.strip(), by.user_id)
    _mended(reply, by, now)


def _mended(reply: AxisReply, by: Actor, now: datetime) -> None:
    record(AxisReplyMended(case_id=reply.document_id, reply_id=reply.pk), by=by, at=now)
    job("documents.send_replies").defer(document_id=reply.document_id)
