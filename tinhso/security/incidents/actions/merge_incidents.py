from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, State, accept_case, pause_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.events import CyberIncidentMerged
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import LIMIT, limit_of
from tinhso.security.models import CyberIncident


@transaction.atomic
def merge_incidents(
    *, incident: CyberIncident, ver: int, into: CyberIncident, by: Actor, now: datetime
) -> None:
    """Two incidents are one: this one waits with the other, with its own lines, evidence, reports and alerts, so that nothing is lost
    and each agency goes on seeing its own. One that others were merged into is not merged further.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    today = local(now).date()
    check_can_lead(by, on=today)
    if into.pk == incident.pk:
        raise EntryRefused("into", "Chọn một sự cố khác.")
    # in one order, or two who merge them crosswise wait for each other
    held = {one.pk: held_open(one) for one in sorted((incident, into), key=lambda one: one.pk)}
    row, other = held[incident.pk], held[into.pk]
    check_alone(row)
    if other.merged_into_id or row.merged.exists():
        raise EntryRefused("into", "Chỉ gộp sự cố chưa gộp vào một sự cố chính.")
    if other.exercise != row.exercise:
        raise EntryRefused("into", "Không gộp diễn tập với sự cố thật.")
    case = row.case
    if case.state == State.SUBMITTED:
        accept_case(case=case, ver=ver, limit=limit_of(LIMIT, today), effect=Effect.PAUSE, by=by, now=now)
        ver = case.ver
    if case.state != State.IN_PROGRESS:
        raise Conflict(row.pk)
    words = "Gộp vào sự cố khác."
    pause_case(case=case, ver=ver, reason="LAY_Y_KIEN", text=words, by=by, now=now)
    row.merged_into = other
    row.save(update_fields=["merged_into"])
    record(CyberIncidentMerged(case_id=row.pk, into_id=other.pk), by=by, at=now)
