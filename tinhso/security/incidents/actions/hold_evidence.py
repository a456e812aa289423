from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.security.incidents.events import EvidenceHoldChanged
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.models import IncidentEvidence
from tinhso.security.support.writing import needed


@transaction.atomic
def hold_evidence(*, evidence: IncidentEvidence, held: bool, reason: str, by: Actor, now: datetime) -> None:
    """Held for the law it stays beyond its time, until a coordinator lifts the hold; both with a reason.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = IncidentEvidence.objects.select_for_update().get(pk=evidence.pk)
    words = needed("reason", reason, "Ghi lý do, văn bản yêu cầu.", 500)
    if bool(row.hold_reason) == held or row.file_id is None:
        raise Conflict(row.incident_id)
    row.hold_reason = words if held else ""
    row.held_at, row.held_by_id = (now, by.user_id) if held else (None, None)
    row.save(update_fields=["hold_reason", "held_at", "held_by"])
    record(EvidenceHoldChanged(case_id=row.incident_id, evidence_id=row.pk, held=held), by=by, at=now)
