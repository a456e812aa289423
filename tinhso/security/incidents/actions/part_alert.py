from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.security.incidents.course import held_open, write_line
from tinhso.security.incidents.events import IncidentAlertParted
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import IncidentAlert, IncidentEntry
from tinhso.security.support.writing import needed


@transaction.atomic
def part_alert(*, alert: IncidentAlert, reason: str, by: Actor, now: datetime) -> None:
    """It does not belong there: it waits where it came from, and may go into another incident. Its line stays, and another says why.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(alert.incident, by, on=local(now).date())
    incident = held_open(alert.incident)
    row = IncidentAlert.objects.select_for_update().get(pk=alert.pk)
    if row.parted_at:
        raise Conflict(incident.pk)
    row.reason, row.parted_at = needed("reason", reason, "Ghi lý do tách.", 500), now
    row.save(update_fields=["reason", "parted_at"])
    record(IncidentAlertParted(case_id=incident.pk, alert_id=row.pk), by=by, at=now)
    write_line(
        incident, IncidentEntry.Kind.DECISION, f"Tách cảnh báo “{row.words}”: {row.reason}", happened_at=now, by=by, now=now
    )  # fmt: skip
