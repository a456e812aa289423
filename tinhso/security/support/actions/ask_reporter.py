from datetime import datetime

from django.db import transaction

from tinhso.casework.public import pause_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.notices import notify_reporter
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.writing import write_down


@transaction.atomic
def ask_reporter(
    *,
    incident: SupportIncident,
    ver: int,
    text: str,
    file: StoredFile | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The desk cannot go on without an answer: its time stands still until the reporter writes.

    Raises: SecurityForbidden, NotYourTurn, Stale, Unlawful, EntryRefused, NotYourFile.
    """
    check_can_support(incident, by)
    write_down(incident, SupportMessage.Part.QUESTION, text, file=file, by=by, now=now)
    pause_case(
        case=incident.case, ver=ver, reason="BO_SUNG", text="Hỏi thêm người báo sự cố.", by=by, now=now
    )
    notify_reporter(incident, "asked", now=now)
