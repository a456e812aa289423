from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """A year's assessment by a set of criteria began."""

    label: ClassVar[str] = "Mở kỳ đánh giá"
    public: ClassVar[bool] = True
    round_id: int
    criteria: Code
    year: int


@dataclass(frozen=True, kw_only=True)
class CriterionScored(Event):
    """An agency gave itself a score for one criterion; `score` in hundredths of a point."""

    label: ClassVar[str] = "Tự chấm điểm tiêu chí"
    assessment_id: int
    criterion_id: int
    score: int


@dataclass(frozen=True, kw_only=True)
class AssessmentSubmitted(Event):
    """An agency handed its own assessment in to be verified."""

    label: ClassVar[str] = "Gửi kết quả tự đánh giá"
    assessment_id: int


@dataclass(frozen=True, kw_only=True)
class ScoreVerified(Event):
    """The verifying agency set its score beside the agency's own; `score` in hundredths of a point."""

    label: ClassVar[str] = "Thẩm định điểm tiêu chí"
    assessment_id: int
    criterion_id: int
    score: int


@dataclass(frozen=True, kw_only=True)
class AssessmentVerified(Event):
    """Every score of an assessment is verified; it takes its place in the ranking."""

    label: ClassVar[str] = "Hoàn thành thẩm định"
    public: ClassVar[bool] = True
    assessment_id: int
