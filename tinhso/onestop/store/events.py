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


@dataclass(frozen=True, kw_only=True)
class PaperShown(Event):
    """The owner shows a stored paper to somebody by a code of a few minutes; `what`: facts or whole."""

    label: ClassVar[str] = "Đã tạo mã cho người khác xem giấy tờ"
    entry_id: int
    showing_id: int
    what: Code


@dataclass(frozen=True, kw_only=True)
class ShownPaperOpened(Event):
    """Whoever holds the code opened the paper that is shown."""

    label: ClassVar[str] = "Người có mã đã xem giấy tờ"
    showing_id: int


@dataclass(frozen=True, kw_only=True)
class PaperShowingStopped(Event):
    """The owner ended a showing before its code was over."""

    label: ClassVar[str] = "Đã dừng cho xem giấy tờ"
    showing_id: int
