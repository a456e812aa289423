"""What the citizen has to bring: asked for, brought, or never brought in its time."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(Event):
    """The citizen was asked for everything that is missing, at once (phiếu yêu cầu bổ sung, form 02)."""

    label: ClassVar[str] = "Yêu cầu bổ sung"
    public: ClassVar[bool] = True
    step: Code | None
    note_id: int
    note: Commitment
    until: datetime | None = None
    counts: bool = True  # False where it was asked too late: the time goes on


@dataclass(frozen=True, kw_only=True)
class SupplementLapsed(Event):
    """The supplement never came in its time, and the office ended the case (form 03)."""

    label: ClassVar[str] = "Không giải quyết vì quá hạn bổ sung"
    public: ClassVar[bool] = True
    step: Code | None
    note_id: int
    note: Commitment
    timeliness: Code | None


@dataclass(frozen=True, kw_only=True)
class SupplementCompleted(Event):
    """The citizen completed the case; the clock runs again, or anew, as the rule of that day says, or never stood still."""

    label: ClassVar[str] = "Đã bổ sung"
    public: ClassVar[bool] = True
    step: Code | None
    effect: Code
    due_at: datetime | None
    came: Code | None = None
    note_id: int | None = None
    note: Commitment | None = None
