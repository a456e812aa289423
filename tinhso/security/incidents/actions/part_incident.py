from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, resume_case
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.security.incidents.course import held_open
from tinhso.security.incidents.events import CyberIncidentParted
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.models import CyberIncident


@transaction.atomic
def part_incident(*, incident: CyberIncident, ver: int, by: Actor, now: datetime) -> None:
    """It was not one with the other after all: it goes on from the step where it stood.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    if row.merged_into_id is None:
        raise Conflict(row.pk)
    resume_case(case=row.case, ver=ver, by=by, now=now)
    former, row.merged_into = row.merged_into_id, None
    row.save(update_fields=["merged_into"])
    record(CyberIncidentParted(case_id=row.pk, from_id=former), by=by, at=now)
