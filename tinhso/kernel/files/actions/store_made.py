import io
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.actions.store_upload import digest_of
from tinhso.kernel.files.contents.store import lock_content, store
from tinhso.kernel.files.events import FileStored
from tinhso.kernel.files.models import StoredFile
from tinhso.lib.files.kinds import FACTS, Kind
from tinhso.lib.files.names import clean_name


@transaction.atomic
def store_made(content: bytes, *, name: str, kind: Kind, by: Actor, now: datetime) -> StoredFile:
    """Keep what the system itself made (a receipt, a signed paper): clean and claimed at once."""
    stream = io.BytesIO(content)
    sha256 = digest_of(stream)
    lock_content(sha256)
    store().put(sha256, stream)
    file = StoredFile.objects.create(
        sha256=sha256,
        size=len(content),
        name=clean_name(name),
        content_type=FACTS[kind].content_type,
        state=StoredFile.State.CLEAN,
        uploaded_by_id=by.user_id,
        claimed_at=now,
    )
    record(FileStored(file_id=file.pk, kind=kind, size=file.size, made_here=True), by=by, at=now)
    return file
