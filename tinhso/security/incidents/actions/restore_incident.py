from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open, make_due, past
from tinhso.security.incidents.events import CyberIncidentRestored
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import check_at
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def restore_incident(
    *, incident: CyberIncident, ver: int, restored_at: datetime | None, finding: str, by: Actor, now: datetime
) -> None:
    """Step 6: since when what was hit works again; the time for the final report counts from then.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, "restore")
    words = needed("finding", finding, "Ghi cách đã khôi phục.")
    row.restored_at = past("restored_at", restored_at, now)
    if row.restored_at < row.detected_at:
        raise EntryRefused("restored_at", "Thời điểm khôi phục phải sau khi phát hiện.")
    row.save(update_fields=["restored_at"])
    record(CyberIncidentRestored(case_id=row.pk), by=by, at=now)
    make_due(row, "restored", row.restored_at, found_at=row.detected_at, by=by, now=now)
    advance_case(case=row.case, ver=ver, finding=words, by=by, now=now)
