"""What happens to files. Names, digests and findings of scanners stay in the erasable row."""

from dataclasses import dataclass
from uuid import UUID

from tinhso.kernel.events.public import Event
from tinhso.lib.files.kinds import Kind


@dataclass(frozen=True, kw_only=True)
class FileStored(Event):
    """A file was taken into the store: by an upload (then it waits for its scan) or made by the system."""

    file_id: UUID
    kind: Kind
    size: int
    made_here: bool


@dataclass(frozen=True, kw_only=True)
class FileScanned(Event):
    """A scan found nothing: officers may open the file from now on."""

    file_id: UUID


@dataclass(frozen=True, kw_only=True)
class FileInfected(Event):
    """A scan found malicious code: the file stays in quarantine and is handed to nobody."""

    file_id: UUID


@dataclass(frozen=True, kw_only=True)
class FileDiscarded(Event):
    """A file was removed: by its owner before it was handed in, with its draft, or by the purge after two days."""

    file_id: UUID


@dataclass(frozen=True, kw_only=True)
class FilesChecked(Event):
    """Every file in the store was read and held against its digest; `broken` are gone or others, the first of them named."""

    files: int
    broken: int
    broken_ids: tuple[UUID, ...]
