"""Whether the bytes in the store are those that were stored: held against their SHA-256."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import StoredFile

BLOCK = 1 << 20
LOST, CHANGED = "lost", "changed"


@dataclass(frozen=True)
class Broken:
    """A file whose bytes are gone or others."""

    file_id: UUID
    how: str

    @property
    def line(self) -> str:
        if self.how == LOST:
            return _("Tệp %(id)s: nội dung không còn trong kho") % {"id": self.file_id}
        return _("Tệp %(id)s: nội dung không khớp mã băm lúc lưu, đã bị sửa hoặc hỏng") % {"id": self.file_id}


def bytes_match(stream: BinaryIO, file: StoredFile) -> bool:
    """Reads the stream to its end and back to its start."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
    stream.seek(0)
    return size == file.size and digest.hexdigest() == file.sha256


def broken_in(file: StoredFile) -> Broken | None:
    """What is wrong with the bytes of that file, None where they are whole."""
    try:
        with store().open(file.sha256) as stream:
            return None if bytes_match(stream, file) else Broken(file.pk, CHANGED)
    except FileNotFoundError:
        return Broken(file.pk, LOST)


def broken_files() -> Iterator[tuple[int, Broken | None]]:
    """All files, one by one, with how many were read; what was removed meanwhile is passed over."""
    rows = StoredFile.objects.only("pk", "sha256", "size").order_by("pk")
    for n, file in enumerate(rows.iterator(chunk_size=500), start=1):
        found = broken_in(file)
        still = found and StoredFile.objects.filter(pk=file.pk, sha256=file.sha256).exists()
        yield n, found if still else None


def named_digests() -> set[str]:
    """The SHA-256 of every file that a row names: what the store must be able to give."""
    return set(StoredFile.objects.order_by().values_list("sha256", flat=True).distinct().iterator())
