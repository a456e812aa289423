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
