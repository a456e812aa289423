"""What happens to the letters that stand beside issues and official corrections."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PressLetterNoted(Event):
    """The number of the official letter of an issue was noted."""

    label: ClassVar[str] = "Đã ghi công văn"
    case_id: int
    letter_id: int
    purpose: Code


@dataclass(frozen=True, kw_only=True)
class PressLetterRemoved(Event):
    """It was noted by mistake."""

    label: ClassVar[str] = "Đã bỏ công văn ghi nhầm"
    case_id: int
    letter_id: int


@dataclass(frozen=True, kw_only=True)
class ClarificationLetterNoted(Event):
    """The number of the letter by which something untrue went to the competent body was noted."""

    clarification_id: int
    letter_id: int


@dataclass(frozen=True, kw_only=True)
class ClarificationLetterRemoved(Event):
    """It was noted by mistake."""

    clarification_id: int
    letter_id: int
