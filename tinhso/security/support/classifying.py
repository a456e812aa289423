from datetime import datetime

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import SupportIncident
from tinhso.security.support.events import SupportIncidentClassified


def classify(incident: SupportIncident, severity: str, *, by: Actor, now: datetime) -> None:
    """Write down the desk's severity, inside the transaction of the deed that sets the time. EntryRefused."""
    if severity not in SupportIncident.Severity.values:
        raise EntryRefused("severity", "Chọn mức độ của sự cố.")
    incident.severity = severity
    incident.save(update_fields=["severity"])
    record(SupportIncidentClassified(case_id=incident.pk, severity=Code(severity)), by=by, at=now)
