from datetime import datetime

from django.db import transaction

from tinhso.documents.models import Scan, ScanPart
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.scanning.events import ScanFrozen, ScanTextRead
from tinhso.documents.scanning.notices import notify_of_freezing
from tinhso.kernel.events.public import SYSTEM, Code, record


@transaction.atomic
def write_text(*, part: ScanPart, text: str | None, now: datetime) -> ScanPart:
    """The text that was read off a part, None where nothing here reads it; once.

    A mark of secrecy in it freezes the whole scan: the text is written nowhere, that of its other parts goes, its files are
    opened by nobody, heads and clerks are told.
    """
    scan = Scan.objects.select_for_update().get(pk=part.scan_id)
    row = ScanPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if row.state != ScanPart.State.READING or scan.state == Scan.State.FROZEN:
        return row
    try:
        check_not_secret(NONE, [text or ""])
    except SecretDocument:
        _freeze(scan, row, now)
        return row
    row.text = (text or "").strip()
    row.state = ScanPart.State.READ if row.text else ScanPart.State.UNREAD
    row.save(update_fields=["text", "state"])
    record(ScanTextRead(scan_id=scan.pk, part_id=row.pk, state=Code(row.state)), by=SYSTEM, at=now)
    return row


def _freeze(scan: Scan, row: ScanPart, now: datetime) -> None:
    scan.parts.filter(document=None).update(text="", state=ScanPart.State.SECRET)
    row.state, row.text, scan.state = ScanPart.State.SECRET, "", Scan.State.FROZEN
    scan.save(update_fields=["state"])
    record(ScanFrozen(scan_id=scan.pk, agency_id=scan.agency_id), by=SYSTEM, at=now)
    notify_of_freezing(scan, now=now)
