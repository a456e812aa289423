from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict, State, resume_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import SYSTEM
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.permissions import check_can_speak_for_reporter
from tinhso.security.support.way import is_resolved
from tinhso.security.support.writing import write_down


@transaction.atomic
def answer_desk(
    *,
    incident: SupportIncident,
    ver: int,
    text: str,
    file: StoredFile | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The reporter answers, or adds something; where the desk had asked its time goes on.

    Raises: SecurityForbidden, Conflict, Stale, EntryRefused, NotYourFile.
    """
    check_can_speak_for_reporter(incident, by)
    case = incident.case
    if case.state in FINAL or is_resolved(incident):
        raise Conflict(case.pk)
    write_down(incident, SupportMessage.Part.ANSWER, text, file=file, by=by, now=now)
    if case.state == State.PAUSED:
        resume_case(case=case, ver=ver, reason="answered", by=SYSTEM, now=now)
