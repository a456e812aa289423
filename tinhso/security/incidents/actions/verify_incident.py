from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, accept_case, advance_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.security.incidents.course import check_alone, held_open, make_due, write_template
from tinhso.security.incidents.events import CyberIncidentVerified
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import LIMIT, check_at, limit_of
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def verify_incident(
    *, incident: CyberIncident, ver: int, kind: str, finding: str, by: Actor, now: datetime
) -> None:
    """Step 1: a coordinator finds that it is an incident, and of which kind. From that follow its tasks and the reports that the law
    asks for, by the rules of the day when it was found.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    today = local(now).date()
    check_can_lead(by, on=today)
    row = held_open(incident)
    check_alone(row)
    if kind not in CyberIncident.Kind.values:
        raise EntryRefused("kind", "Chọn loại sự cố.")
    words = needed("finding", finding, "Ghi kết quả xác minh.")
    row.kind = kind
    row.save(update_fields=["kind"])
    if row.case.state == State.SUBMITTED:
        accept_case(case=row.case, ver=ver, limit=limit_of(LIMIT, today), effect=Effect.PAUSE, by=by, now=now)
        ver = row.case.ver
    check_at(row.case, "verify")
    record(CyberIncidentVerified(case_id=row.pk, incident_kind=Code(kind)), by=by, at=now)
    advance_case(case=row.case, ver=ver, finding=words, by=by, now=now)
    write_template(row, now)
    make_due(row, "detected", row.detected_at, found_at=row.detected_at, by=by, now=now)
