from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.actions.claim_files import NotYourFile
from tinhso.kernel.files.contents.store import lock_content, store
from tinhso.kernel.files.events import FileDiscarded
from tinhso.kernel.files.holder import Owner, owned_by, teller
from tinhso.kernel.files.models import PublicPicture, StoredFile, Upload


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
    copies = list(PublicPicture.objects.filter(file=file))
    PublicPicture.objects.filter(file=file).delete()
    for digest in {digest for row in copies for digest in row.digests}:
        transaction.on_commit(lambda digest=digest: forget_content(digest))  # type: ignore[misc]
    for upload in Upload.objects.filter(file=file):
        upload.chunks.all().delete()
        upload.delete()
    file.delete()
    record(FileDiscarded(file_id=file_id), by=by, at=now)


@transaction.atomic
def forget_content(sha256: str) -> None:
    """Delete the bytes unless another row has the same content. After the commit that removed the row."""
    lock_content(sha256)
    if not StoredFile.objects.filter(sha256=sha256).exists() and not is_copy(sha256):
        store().delete(sha256)


def is_copy(sha256: str) -> bool:
    """Whether a picture for everybody has these bytes."""
    same = Q(small=sha256) | Q(medium=sha256) | Q(large=sha256)
    return PublicPicture.objects.filter(same).exists()
