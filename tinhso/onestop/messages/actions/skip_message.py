from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.outbox.public import set_aside
from tinhso.onestop.messages.events import PortalMessageSkipped
from tinhso.onestop.messages.permissions import can_mend_message
from tinhso.onestop.models import PortalMessage


@transaction.atomic
def skip_message(*, message: PortalMessage, reason: str, by: Actor, now: datetime) -> None:
    """Set a message aside for good, with a reason; those after it go on.

    Raises: PermissionDenied, NotOpen.
    """
    if not can_mend_message(message, by):
        raise PermissionDenied
    set_aside(message, reason, by.user_id)
    record(PortalMessageSkipped(case_id=message.dossier_id, message_id=message.pk), by=by, at=now)
    job("onestop.send_dossier").defer(dossier_id=message.dossier_id)
