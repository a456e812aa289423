from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.models import Scan
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.scanning.events import ScanReceived
from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.people.public import Agency


@transaction.atomic
def receive_scan(*, agency: Agency, file: StoredFile, by: Actor, now: datetime) -> Scan:
    """A batch that the clerk has scanned: kept as it came; a job splits it at its separator pages and reads its text.

    Raises: DocumentsForbidden, SecretDocument.
    """
    check_can_receive(agency.pk, by)
    check_not_secret(NONE, [file.name])
    [claimed] = claim_files([file.pk], by=by, now=now)
    scan = Scan.objects.create(
        agency=agency, file=claimed, state=Scan.State.WAITING, by_id=by.user_id or 0, at=now
    )
    record(ScanReceived(scan_id=scan.pk, agency_id=agency.pk), by=by, at=now)
    job("documents.split_scan").defer(scan_id=scan.pk)
    return scan
