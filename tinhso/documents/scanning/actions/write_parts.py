from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.documents.models import Scan, ScanPart
from tinhso.documents.scanning.events import ScanSplit
from tinhso.kernel.events.public import SYSTEM, Code, job, record
from tinhso.kernel.files.public import Kind, StoredFile, store_made
from tinhso.lib.scans.splitting import Part


@transaction.atomic
def write_parts(*, scan: Scan, parts: Sequence[Part], problem: str = "", now: datetime) -> Scan:
    """What splitting has found, or why it could not; once. The text of each part is read by a job of its own."""
    row = Scan.objects.select_for_update(of=("self",)).select_related("file").get(pk=scan.pk)
    if row.state != Scan.State.WAITING:
        return row
    row.state = Scan.State.FAILED if problem else Scan.State.SPLIT
    row.problem = problem[:300]
    row.save(update_fields=["state", "problem"])
    for position, part in enumerate(parts, 1):
        made = ScanPart.objects.create(
            scan=row,
            position=position,
            first_page=part.first,
            last_page=part.last,
            file=_file(row, part, now),
            state=ScanPart.State.READING,
        )
        job("documents.read_scan").defer(part_id=made.pk)
    event = ScanSplit(scan_id=row.pk, agency_id=row.agency_id, state=Code(row.state), parts=len(parts))
    record(event, by=SYSTEM, at=now)
    return row


def _file(scan: Scan, part: Part, now: datetime) -> StoredFile:
    if part.content is None:
        return scan.file
    name = f"ban-quet-{scan.pk}-trang-{part.first}-{part.last}.pdf"
    return store_made(part.content, name=name, kind=Kind.PDF, by=SYSTEM, now=now)
