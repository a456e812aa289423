"""What happens to feedback on rules and conduct that casework cannot know."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class FeedbackSent(Event):
    """A feedback came in; `wished` is the class that its sender ticked."""

    wished: Code


@dataclass(frozen=True, kw_only=True)
class FeedbackDelayed(Event):
    """The first legal time of a feedback was missed; the index counts it once."""

    late_for: Code  # refuse, supplement, settle, publish


@dataclass(frozen=True, kw_only=True)
class FeedbackClassified(Event):
    """The receiving office found what a feedback is about: a rule or procedure, or the conduct of officials."""

    label: ClassVar[str] = "Đã phân loại phản ánh, kiến nghị"
    case_id: int
    kind: Code  # policy, conduct
    repeats_another: bool
    repeats: Code | None = None  # the code of that one


@dataclass(frozen=True, kw_only=True)
class FeedbackPublished(Event):
    """Question and answer stand on the public page, without personal data; `question` and `answer` are commitments."""

    label: ClassVar[str] = "Đã công khai nội dung và kết quả trả lời"
    case_id: int
    question: Commitment
    answer: Commitment


@dataclass(frozen=True, kw_only=True)
class FeedbackWithheld(Event):
    """Answered to the sender but not published, for a reason that stands in the register."""

    label: ClassVar[str] = "Đã trả lời, không công khai"
    case_id: int
    reason: Commitment
