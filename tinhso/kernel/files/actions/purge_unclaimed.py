from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.actions.discard_file import forget_content, remove_row
from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import StoredFile, Upload, UploadChunk

UNCLAIMED_FOR = timedelta(days=2)
FILES_AT_A_TIME = 10_000


def purge_unclaimed(*, real_now: datetime, now: datetime) -> int:
    """Remove what was uploaded two days ago and attached to nothing; how many files went.

    Ages are technical time (`real_now`), the events bear legal time (`now`). A file that something points to
    without having claimed it is kept and marked as claimed. Bytes whose transaction failed go as well.
    """
    before = real_now - UNCLAIMED_FOR
    stale = Upload.objects.filter(created_at__lt=before)
    UploadChunk.objects.filter(upload__in=stale).delete()
    stale.delete()
    purged = sum(_purge(file, now) for file in StoredFile.objects.unclaimed(before)[:FILES_AT_A_TIME])
    for sha256 in store().older_than(before):
        forget_content(sha256)
    return purged


def _purge(file: StoredFile, now: datetime) -> bool:
    try:
        with transaction.atomic():
            remove_row(file, by=SYSTEM, now=now)
    except ProtectedError:
        StoredFile.objects.filter(pk=file.pk, claimed_at=None).update(claimed_at=now)
        return False
    return True
