"""What happens to the log of calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CallsSealed(Event):
    """So many calls came into the log together; `root` is that of their Merkle tree, `last_at` the moment of the last."""

    label: ClassVar[str] = "Đã niêm phong một lô nhật ký lời gọi"
    number: int
    count: int
    root: Code
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class CallPeopleErased(Event):
    """The time for keeping it is over: pseudonyms of so many calls were erased, and so many older calls went wholly.

    `people_before`, `calls_before`: those of earlier than that, and nothing later.
    """

    label: ClassVar[str] = "Đã xóa bí danh trong nhật ký lời gọi vì hết thời hạn"
    pseudonyms: int
    calls: int
    requests: int
    people_before: datetime | None = None
    calls_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BodiesRead(Event):
    """One side of an agreement read what one call of it said and was answered."""

    label: ClassVar[str] = "Đã xem nội dung đã giữ của một lời gọi"
    call: Code


@dataclass(frozen=True, kw_only=True)
class BodiesErased(Event):
    """The days of so many stored bodies were over."""

    label: ClassVar[str] = "Đã xóa nội dung lời gọi vì hết thời hạn giữ"
    count: int
