"""What happens to a correction of when a result was ready, before it is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Commitment, Event


@dataclass(frozen=True, kw_only=True)
class EndCorrectionAsked(Event):
    """A head asked that the result was ready at another moment; nothing changes before another head confirms it."""

    label: ClassVar[str] = "Đề nghị đính chính ngày có kết quả"
    public: ClassVar[bool] = False
    correction: int
    asked_settled_at: datetime
    note_id: int
    note: Commitment


@dataclass(frozen=True, kw_only=True)
class EndCorrectionRefused(Event):
    """The end stands: another head did not confirm the correction, or who asked took it back."""

    label: ClassVar[str] = "Không đính chính ngày có kết quả"
    public: ClassVar[bool] = False
    correction: int
