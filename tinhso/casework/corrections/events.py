"""What happens to a correction of when a result was ready, before it is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


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


@dataclass(frozen=True, kw_only=True)
class CaseEndCorrected(Event):
    """When the result was ready was corrected by hand, asked for by one head and confirmed by another (`by`); what was told before stays in the events before."""

    label: ClassVar[str] = "Đính chính ngày có kết quả"
    public: ClassVar[bool] = True
    old_settled_at: datetime
    new_settled_at: datetime
    old_timeliness: Code | None
    new_timeliness: Code | None
    note_id: int
    note: Commitment
    asked_by: int | None = None  # the other head, who asked for it; none in events before two were needed
