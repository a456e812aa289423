import io
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.actions.store_upload import digest_of
from tinhso.kernel.files.contents.store import lock_content, store
from tinhso.kernel.files.events import FileStored
from tinhso.kernel.files.models import StoredFile
from tinhso.lib.files.kinds import FACTS, Kind
from tinhso.lib.files.names import clean_name


@transaction.atomic
def store_made(content: bytes | BinaryIO, *, name: str, kind: Kind, by: Actor, now: datetime) -> StoredFile:
    """Keep what the system itself made (a receipt, a signed paper; of what is large its open file): clean and claimed at once."""
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    sha256 = digest_of(stream)
    lock_content(sha256)
    store().put(sha256, stream)
    file = StoredFile.objects.create(
        sha256=sha256,
        size=stream.seek(0, io.SEEK_END),
        name=clean_name(name),
        content_type=FACTS[kind].content_type,
        state=StoredFile.State.CLEAN,
        uploaded_by_id=by.user_id,
        claimed_at=now,
    )
    record(FileStored(file_id=file.pk, kind=kind, size=file.size, made_here=True), by=by, at=now)
    return file
