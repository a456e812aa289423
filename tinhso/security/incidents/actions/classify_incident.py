from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, Stale, State, advance_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.events import CyberIncidentClassified
from tinhso.security.incidents.law import criteria_on, severity_by
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.models import CyberIncident


@transaction.atomic
def classify_incident(
    *, incident: CyberIncident, ver: int, criteria: Sequence[str], by: Actor, now: datetime
) -> None:
    """Step 2: which of the listed criteria hold says how severe it is. Said anew later, the step stays where it is.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    if row.case.state != State.IN_PROGRESS:
        raise Conflict(row.pk)
    if row.case.ver != ver:
        raise Stale(row.pk)
    day = local(row.detected_at).date()
    if set(criteria) - {one.code for one in criteria_on(day)}:
        raise EntryRefused("criteria", "Có tiêu chí không áp dụng cho ngày phát hiện sự cố.")
    row.criteria, row.severity = sorted(set(criteria)), severity_by(list(criteria), day)
    row.save(update_fields=["criteria", "severity"])
    record(CyberIncidentClassified(case_id=row.pk, severity=Code(row.severity)), by=by, at=now)
    if row.case.step == "classify":
        advance_case(case=row.case, ver=ver, by=by, now=now)
