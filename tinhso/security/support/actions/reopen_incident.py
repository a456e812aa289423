from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict, resume_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import SYSTEM
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.events import SupportIncidentReopened
from tinhso.security.support.permissions import check_can_speak_for_reporter
from tinhso.security.support.way import is_resolved
from tinhso.security.support.writing import write_down


@transaction.atomic
def reopen_incident(
    *,
    incident: SupportIncident,
    ver: int,
    text: str,
    file: StoredFile | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The reporter says that it still does not work: it is open again, and the desk's time goes on.

    Raises: SecurityForbidden, Conflict, Stale, EntryRefused, NotYourFile.
    """
    check_can_speak_for_reporter(incident, by)
    if not is_resolved(incident) or incident.case.state in FINAL:
        raise Conflict(incident.pk)
    write_down(incident, SupportMessage.Part.REOPENED, text, file=file, by=by, now=now)
    incident.resolved_at = None
    incident.reopened += 1
    incident.save(update_fields=["resolved_at", "reopened"])
    resume_case(case=incident.case, ver=ver, reason="answered", by=SYSTEM, now=now)
    record(SupportIncidentReopened(case_id=incident.pk, times=incident.reopened), by=by, at=now)
