"""What happens to questions about uses of personal data that casework cannot know."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class DataUseAsked(Event):
    """A person asked or complained about one use of their data: a call (`through` is call) or a reading inside."""

    label: ClassVar[str] = "Đã gửi câu hỏi, khiếu nại về dùng dữ liệu cá nhân"
    case_id: int
    asked: Code
    through: Code
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DataUseAnswered(Event):
    """The agency's data officer answered; `answer` is a commitment. `late`: after the time of the rule."""

    label: ClassVar[str] = "Đã trả lời về dùng dữ liệu cá nhân"
    case_id: int
    finding: Code
    answer: Commitment
    late: bool
