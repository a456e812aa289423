from datetime import datetime
from hashlib import sha256

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import read
from tinhso.lib.dates import local
from tinhso.security.incidents.course import past
from tinhso.security.incidents.events import EvidenceHandedOver
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import EvidenceTransfer, IncidentEvidence
from tinhso.security.support.writing import needed


@transaction.atomic
def hand_over_evidence(
    *,
    evidence: IncidentEvidence,
    giver: str,
    receiver: str,
    purpose: str,
    handed_at: datetime | None,
    by: Actor,
    now: datetime,
) -> EvidenceTransfer:
    """From one hand to another, also after the incident is closed; the stored file is held against its digest.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(evidence.incident, by, on=local(now).date())
    row = IncidentEvidence.objects.select_for_update(of=("self",)).select_related("file").get(pk=evidence.pk)
    if row.file is None:
        raise Conflict(row.incident_id)
    gives = needed("giver", giver, "Ghi người, cơ quan giao.", 200)
    receives = needed("receiver", receiver, "Ghi người, cơ quan nhận.", 200)
    why = needed("purpose", purpose, "Ghi lý do, nơi giao nhận.", 500)
    at = past("handed_at", handed_at, now)
    made = EvidenceTransfer.objects.create(
        evidence=row,
        number=row.transfers.count() + 1,
        giver=gives,
        receiver=receives,
        purpose=why,
        intact=sha256(read(row.file)).hexdigest() == row.sha256,
        handed_at=at,
        by_id=by.user_id,
        at=now,
    )
    event = EvidenceHandedOver(case_id=row.incident_id, transfer_id=made.pk, intact=made.intact)
    record(event, by=by, at=now)
    return made
