from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.actions.claim_files import NotYourFile
from tinhso.kernel.files.events import FileDiscarded
from tinhso.kernel.files.holder import Owner, owned_by, teller
from tinhso.kernel.files.models import StoredFile, Upload
from tinhso.kernel.files.store import lock_content, store


@transaction.atomic
def discard_file(file: StoredFile, *, by: Owner, now: datetime) -> None:
    """The owner takes a file back that is attached to nothing yet. Raises: NotYourFile otherwise."""
    if not StoredFile.objects.filter(owned_by(by), pk=file.pk, claimed_at=None).exists():
        raise NotYourFile
    remove_row(file, by=teller(by), now=now)
    transaction.on_commit(lambda: forget_content(file.sha256))


def remove_row(file: StoredFile, *, by: Actor, now: datetime) -> None:
    """Raises: ProtectedError if something points to the file after all."""
    file_id = file.pk
    for upload in Upload.objects.filter(file=file):
        upload.chunks.all().delete()
        upload.delete()
    file.delete()
    record(FileDiscarded(file_id=file_id), by=by, at=now)


@transaction.atomic
def forget_content(sha256: str) -> None:
    """Delete the bytes unless another row has the same content. After the commit that removed the row."""
    lock_content(sha256)
    if not StoredFile.objects.filter(sha256=sha256).exists():
        store().delete(sha256)
