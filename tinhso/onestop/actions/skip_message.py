from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.onestop.events import PortalMessageSkipped
from tinhso.onestop.models import PortalMessage
from tinhso.onestop.permissions import can_mend_message
from tinhso.onestop.sending import set_aside


@transaction.atomic
def skip_message(*, message: PortalMessage, reason: str, by: Actor, now: datetime) -> None:
    """Set a message aside for good, with a reason; those after it go on. PermissionDenied, NotOpen."""
    if not can_mend_message(message, by):
        raise PermissionDenied
    set_aside(message, reason, by.user_id)
    record(PortalMessageSkipped(case_id=message.dossier_id, message_id=message.pk), by=by, at=now)
    job("onestop.send_dossier").defer(dossier_id=message.dossier_id)
