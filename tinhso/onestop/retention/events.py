from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DossierErased(Event):
    """The time for keeping a dossier is over by that rule: what is personal in it was erased, so many files and bytes.

    `papers` had been handed in as files; a result that was never issued was `result_dropped` too.
    """

    label: ClassVar[str] = "Đã xoá dữ liệu cá nhân vì hết thời hạn lưu giữ"
    public: ClassVar[bool] = True
    erasure_id: int
    rule: Code
    files: int
    size: int
    papers: int | None = None
    result_dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class RetentionHeld(Event):
    """An officer stopped the erasing of a dossier; the reason stands in the row of the hold."""

    label: ClassVar[str] = "Tạm dừng huỷ hồ sơ"
    public: ClassVar[bool] = False
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class RetentionHoldLifted(Event):
    """An officer let a dossier go again that was kept from erasing."""

    label: ClassVar[str] = "Thôi tạm dừng huỷ hồ sơ"
    public: ClassVar[bool] = False
    hold_id: int
