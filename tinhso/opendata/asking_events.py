"""What happens to questions and to applications of the showcase that casework cannot know."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class DataAsked(Event):
    """Somebody asked about a dataset, or for data that are not there (`dataset_id` is None); answered until `due_at`."""

    label: ClassVar[str] = "Đã gửi câu hỏi, yêu cầu dữ liệu mở"
    case_id: int
    dataset_id: int | None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DataQuestionAnswered(Event):
    """The data officer answered whoever asked; `answer` is a commitment. `late`: after the time of the rule."""

    label: ClassVar[str] = "Đã trả lời câu hỏi về dữ liệu mở"
    case_id: int
    answer: Commitment
    late: bool


@dataclass(frozen=True, kw_only=True)
class DataQuestionRefused(Event):
    """Not answered, for a reason of the list, which was told to whoever asked."""

    label: ClassVar[str] = "Đã từ chối câu hỏi về dữ liệu mở"
    case_id: int
    reason: Code


@dataclass(frozen=True, kw_only=True)
class DataAnswerPublished(Event):
    """Question and answer stand on the public page, without who asked; both are commitments."""

    label: ClassVar[str] = "Đã công khai câu hỏi và trả lời về dữ liệu mở"
    case_id: int
    question: Commitment
    answer: Commitment


@dataclass(frozen=True, kw_only=True)
class DataAnswerWithheld(Event):
    """Answered to whoever asked, and not made public."""

    label: ClassVar[str] = "Đã trả lời, không công khai"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class ReuseProposed(Event):
    """Somebody proposed an application that uses open data for the showcase."""

    label: ClassVar[str] = "Đã đề nghị đăng ứng dụng dùng dữ liệu mở"
    case_id: int
    datasets: int


@dataclass(frozen=True, kw_only=True)
class ReusePublished(Event):
    """The focal agency put an application into the showcase."""

    label: ClassVar[str] = "Đã đăng ứng dụng dùng dữ liệu mở"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class ReuseWithdrawn(Event):
    """A shown application left the showcase; `by_proposer` or by the focal agency."""

    label: ClassVar[str] = "Đã gỡ ứng dụng dùng dữ liệu mở"
    case_id: int
    by_proposer: bool
