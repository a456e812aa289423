from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PaperKept(Event):
    """A paper stands in its owner's store: a result, or one that an officer accepted; `origin`: result, accepted or scan."""

    label: ClassVar[str] = "Đã đưa giấy tờ vào kho dữ liệu điện tử"
    public: ClassVar[bool] = True
    entry_id: int
    origin: Code


@dataclass(frozen=True, kw_only=True)
class PaperReused(Event):
    """A dossier uses a paper of its applicant's store instead of a new upload."""

    label: ClassVar[str] = "Đã dùng giấy tờ có trong kho dữ liệu điện tử"
    public: ClassVar[bool] = True
    entry_id: int
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class StoredPaperErased(Event):
    """A paper that came from this dossier left its owner's store: its time is over and no other dossier uses it."""

    entry_id: int
