from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.notices import notify_reporter
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.writing import write_down


@transaction.atomic
def reply_to_reporter(
    *, incident: SupportIncident, text: str, file: StoredFile | None = None, by: Actor, now: datetime
) -> None:
    """The desk tells how far it is, or how to work meanwhile; its time goes on.

    Raises: SecurityForbidden, Conflict, EntryRefused, NotYourFile.
    """
    check_can_support(incident, by)
    if incident.case.state in FINAL:
        raise Conflict(incident.pk)
    made = write_down(incident, SupportMessage.Part.REPLY, text, file=file, by=by, now=now)
    notify_reporter(incident, "reply", now=now, mark=made.pk)
