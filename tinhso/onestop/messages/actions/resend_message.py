from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.outbox.public import NotOpen, reopen
from tinhso.onestop.messages.events import PortalMessageRepeated
from tinhso.onestop.messages.permissions import can_mend_message
from tinhso.onestop.models import PortalMessage

__all__ = ["NotOpen", "resend_message"]


@transaction.atomic
def resend_message(*, message: PortalMessage, by: Actor, now: datetime) -> None:
    """Send a stuck or waiting message again at once, with the dossier as it stands now.

    Raises: PermissionDenied, NotOpen.
    """
    if not can_mend_message(message, by):
        raise PermissionDenied
    reopen(message, timezone.now())
    record(PortalMessageRepeated(case_id=message.dossier_id, message_id=message.pk), by=by, at=now)
    job("onestop.send_dossier").defer(dossier_id=message.dossier_id)
