from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DueRecomputed(Event):
    """A due date was derived anew after the calendar had changed."""

    label: ClassVar[str] = "Tính lại ngày hẹn trả theo lịch làm việc"
    public: ClassVar[bool] = True
    clock: Code
    old_due_at: datetime
    new_due_at: datetime
