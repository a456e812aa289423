"""An upload in pieces, for weak networks: begin, add pieces in order, finish. Each step may be sent twice."""

import hashlib
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.db import transaction
from django.db.models import F

from tinhso.kernel.files.actions.store_upload import MEMORY, check_room, rules_for, take_stream
from tinhso.kernel.files.holder import Owner, columns_of
from tinhso.kernel.files.models import StoredFile, Upload, UploadChunk
from tinhso.kernel.files.refusal import FileRefused, Limit
from tinhso.kernel.files.rules import UploadRules
from tinhso.lib.files.kinds import Reason
from tinhso.lib.files.names import clean_name

CHUNK = 512 * 1024


class WrongOffset(Exception):
    """The piece does not continue what is there; `received` bytes are, go on from them."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@transaction.atomic
def begin_upload(*, name: str, size: int, declared: str, rules: UploadRules, by: Owner) -> Upload:
    """Announce a file. Raises: FileRefused at once if its size or count would be refused in the end."""
    name, rules = clean_name(name), rules_for(rules, by)
    if size <= 0:
        raise FileRefused(Reason.EMPTY, name, rules)
    check_room(rules, name=name, size=size)
    return Upload.objects.create(
        name=name,
        size=size,
        content_type=declared[:100],
        rules=rules.as_json(),
        **{"scope": rules.scope} | columns_of(by),
    )


@transaction.atomic
def add_chunk(upload: Upload, *, offset: int, data: bytes) -> int:
    """Add the next piece and return how many bytes are there. Raises: WrongOffset tells where to go on."""
    if not data or len(data) > CHUNK or offset + len(data) > upload.size:
        raise WrongOffset(upload.received)
    moved = Upload.objects.filter(pk=upload.pk, received=offset, file=None).update(
        received=F("received") + len(data)
    )
    if not moved:
        raise WrongOffset(Upload.objects.values_list("received", flat=True).get(pk=upload.pk))
    UploadChunk.objects.create(upload=upload, offset=offset, data=data)
    return offset + len(data)


@transaction.atomic
def finish_upload(upload: Upload, *, sha256: str = "", by: Owner, now: datetime) -> StoredFile:
    """Make a stored file of the pieces; the same file again when sent twice.

    Raises: FileRefused when a piece is missing, when `sha256` is given and differs, or for what the content
    is.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.file is not None:
        return upload.file
    rules = UploadRules.from_json(upload.rules)
    with SpooledTemporaryFile(max_size=MEMORY) as spool:
        digest = hashlib.sha256()
        for data in upload.chunks.values_list("data", flat=True):
            spool.write(data)
            digest.update(data)
        if upload.received != upload.size or (sha256 and sha256 != digest.hexdigest()):
            raise FileRefused(Limit.INCOMPLETE, upload.name, rules)
        file = take_stream(
            cast(BinaryIO, spool),
            name=upload.name,
            declared=upload.content_type,
            by=by,
            now=now,
            rules=rules,
        )
    upload.chunks.all().delete()
    Upload.objects.filter(pk=upload.pk).update(file=file)
    return file
