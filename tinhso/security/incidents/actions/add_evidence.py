from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.incidents.course import held_open, past
from tinhso.security.incidents.events import EvidenceAdded
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import CyberIncident, EvidenceTransfer, IncidentEvidence, Machine
from tinhso.security.support.writing import needed

MOST = 200


@transaction.atomic
def add_evidence(
    *,
    incident: CyberIncident,
    words: str,
    file: StoredFile | None,
    collected_at: datetime | None,
    collector: str,
    machine: Machine | None = None,
    by: Actor,
    now: datetime,
) -> IncidentEvidence:
    """A file as it came, with its SHA-256; who collected it and gave it in is the first hand-over.

    Raises: SecurityForbidden, Conflict, EntryRefused, NotYourFile.
    """
    check_can_work_on(incident, by, on=local(now).date())
    row = held_open(incident)
    if file is None:
        raise EntryRefused("file", "Chọn tệp chứng cứ.")
    if machine and machine.agency_id != row.agency_id:
        raise EntryRefused("machine", "Máy này không của cơ quan có sự cố.")
    text = needed("words", strike_out(words), "Ghi đây là gì, lấy ở đâu, bằng cách nào.", 500)
    giver = needed("collector", collector, "Ghi ai đã thu thập.", 200)
    at = past("collected_at", collected_at, now)
    number = row.evidence.count() + 1
    if number > MOST:
        raise EntryRefused("file", f"Một sự cố có tối đa {MOST} tệp chứng cứ.")
    claim_files([file.pk], by=by, now=now)
    made = IncidentEvidence.objects.create(
        incident=row, number=number, words=text, machine=machine, file=file, file_name=file.name, sha256=file.sha256,
        size=file.size, collected_at=at, by_id=by.user_id, at=now,
    )  # fmt: skip
    record(EvidenceAdded(case_id=row.pk, evidence_id=made.pk), by=by, at=now)
    EvidenceTransfer.objects.create(
        evidence=made, number=1, giver=giver, receiver="Kho tệp của hệ thống", purpose="Nộp chứng cứ", intact=True,
        handed_at=at, by_id=by.user_id, at=now,
    )  # fmt: skip
    return made
