from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RecordErased(Event):
    """The time for keeping a report, feedback, complaint or alert is over by that rule: what is personal in it was erased."""

    label: ClassVar[str] = "Đã xoá dữ liệu cá nhân vì hết thời hạn lưu giữ"
    public: ClassVar[bool] = True
    erasure_id: int
    what: Code
    rule: Code
    files: int
    size: int
