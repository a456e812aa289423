from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.events import FileInfected, FileScanned
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.scanner import Verdict, examine


def scan_file(file_id: UUID, *, now: datetime) -> None:
    """Let a file out of quarantine, or keep it there for good. Twice is harmless.

    The scan itself runs outside of any transaction: it may take a minute.

    Raises: ScannerUnavailable is tried again.
    """
    file = StoredFile.objects.pending().filter(pk=file_id).first()
    if file is None:
        return
    with store().open(file.sha256) as stream:
        verdict = examine(stream)
    _conclude(file, verdict, now)


@transaction.atomic
def _conclude(file: StoredFile, verdict: Verdict, now: datetime) -> None:
    infected = bool(verdict.signature)
    changed = (
        StoredFile.objects.pending()
        .filter(pk=file.pk)
        .update(
            state=StoredFile.State.INFECTED if infected else StoredFile.State.CLEAN,
            scanned_at=timezone.now(),
            scanner=verdict.scanner,
            signature=verdict.signature[:120],
        )
    )
    if changed:
        event = FileInfected(file_id=file.pk) if infected else FileScanned(file_id=file.pk)
        record(event, by=SYSTEM, at=now)
