"""What happens to indicators."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.indicators.entry_events import (
    EntryApproved,
    EntryCompleted,
    EntryLocked,
    EntryReturned,
    EntryUnlocked,
    ReportFiguresConfirmed,
    ValuesConfirmed,
    ValuesEntered,
    ValuesExplained,
)
from tinhso.kernel.events.public import Code, Event

__all__ = [
    "AgencyRecognised",
    "AssessmentSubmitted",
    "AssessmentVerified",
    "CellsCompared",
    "CriteriaPublished",
    "CriterionScored",
    "DataSetsLoaded",
    "Dhis2Imported",
    "EntryApproved",
    "EntryCompleted",
    "EntryLocked",
    "EntryReturned",
    "EntryUnlocked",
    "FigureAnnotated",
    "IndicatorDefined",
    "ModelConfirmed",
    "ModelCopied",
    "ModelEntered",
    "ModelHandedOn",
    "OutlinesImported",
    "PlanEntered",
    "ProgrammeEntered",
    "ProgressReported",
    "RankEntered",
    "RecognitionRevised",
    "ReportCommented",
    "ReportFiguresConfirmed",
    "ReportFrozen",
    "ReportOpened",
    "ReportReturned",
    "ReportSent",
    "ReportSigned",
    "RoundOpened",
    "ScoreVerified",
    "SupportEntered",
    "SupportRevoked",
    "TargetSet",
    "TaskGiven",
    "ThresholdCleared",
    "ThresholdCrossed",
    "ValuesConfirmed",
    "ValuesEntered",
    "ValuesExplained",
]


@dataclass(frozen=True, kw_only=True)
class IndicatorDefined(Event):
    """A definition of an indicator came into use; the figures of earlier reports keep theirs."""

    label: ClassVar[str] = "Ban hành định nghĩa chỉ tiêu"
    public: ClassVar[bool] = True
    indicator: Code
    version: int


@dataclass(frozen=True, kw_only=True)
class CellsCompared(Event):
    """The cells of a measure were compared with their rows; `differing` of them were not the same."""

    label: ClassVar[str] = "Đối chiếu số gộp với từng dòng"
    public: ClassVar[bool] = True
    measure: Code
    cells: int
    differing: int


@dataclass(frozen=True, kw_only=True)
class DataSetsLoaded(Event):
    """Elements, data sets, rules and who reports them were brought up to date with the program and the pack."""

    label: ClassVar[str] = "Nạp biểu báo cáo, số liệu nhập"
    public: ClassVar[bool] = True
    elements: int
    data_sets: int
    rules: int


@dataclass(frozen=True, kw_only=True)
class Dhis2Imported(Event):
    """A file of DHIS2 was taken in: objects of metadata, and data values of which some were only kept."""

    label: ClassVar[str] = "Nhập tệp DHIS2"
    objects: int
    values: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class CriteriaPublished(Event):
    """A version of a set of criteria came into use; what was assessed by an earlier one keeps it."""

    label: ClassVar[str] = "Ban hành bộ tiêu chí"
    public: ClassVar[bool] = True
    criteria: Code
    version: int


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


@dataclass(frozen=True, kw_only=True)
class AgencyRecognised(Event):
    """A decision recognised an agency or commune as having met a set of criteria."""

    label: ClassVar[str] = "Công nhận đạt tiêu chí"
    public: ClassVar[bool] = True
    recognition_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class RecognitionRevised(Event):
    """A decision of recognition was corrected or taken back; the entry before stays."""

    label: ClassVar[str] = "Sửa, thôi công nhận"
    public: ClassVar[bool] = True
    recognition_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class RankEntered(Event):
    """A rank that somebody else published was entered; `n` is 0 where nobody said among how many."""

    label: ClassVar[str] = "Nhập thứ hạng được công bố"
    public: ClassVar[bool] = True
    index: Code
    assessed_year: int
    rank: int
    n: int


@dataclass(frozen=True, kw_only=True)
class PlanEntered(Event):
    """A plan was entered with so many targets."""

    label: ClassVar[str] = "Nhập kế hoạch và chỉ tiêu kế hoạch"
    public: ClassVar[bool] = True
    plan_id: int
    targets: int


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """A plan's target for an indicator in a period was entered, or corrected by another revision."""

    label: ClassVar[str] = "Nhập, sửa chỉ tiêu kế hoạch"
    public: ClassVar[bool] = True
    plan_id: int
    indicator: Code
    period: Code
    revision: int


@dataclass(frozen=True, kw_only=True)
class TaskGiven(Event):
    """An agency was given a task of a plan; its time runs."""

    label: ClassVar[str] = "Giao nhiệm vụ"
    public: ClassVar[bool] = True
    plan_id: int
    agency_id: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ProgressReported(Event):
    """The agency said how far a task has come, or that it is `finished`; words and evidence stand with the report."""

    label: ClassVar[str] = "Báo cáo tiến độ"
    report_id: int
    percent: int
    finished: bool = False


@dataclass(frozen=True, kw_only=True)
class ModelEntered(Event):
    """An agency entered or changed a good model; its words stand in the register."""

    label: ClassVar[str] = "Nhập mô hình hay"
    model_id: int


@dataclass(frozen=True, kw_only=True)
class ModelHandedOn(Event):
    """A good model was handed in to be confirmed, or given back as a draft; why stands with it."""

    label: ClassVar[str] = "Gửi xác nhận, trả lại mô hình hay"
    model_id: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class ModelConfirmed(Event):
    """A good model was confirmed: everybody sees it and it counts."""

    label: ClassVar[str] = "Xác nhận mô hình hay"
    public: ClassVar[bool] = True
    model_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ModelCopied(Event):
    """An agency said that it copied a good model of another."""

    label: ClassVar[str] = "Áp dụng mô hình hay"
    public: ClassVar[bool] = True
    model_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeEntered(Event):
    """A programme that helps enterprises was entered."""

    label: ClassVar[str] = "Nhập chương trình hỗ trợ doanh nghiệp"
    public: ClassVar[bool] = True
    programme_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class SupportEntered(Event):
    """What a firm got from a programme was entered."""

    label: ClassVar[str] = "Nhập lượt hỗ trợ doanh nghiệp"
    programme_id: int
    support_id: int


@dataclass(frozen=True, kw_only=True)
class SupportRevoked(Event):
    """A support that had been entered wrong was taken back; why stands with it."""

    label: ClassVar[str] = "Bỏ lượt hỗ trợ nhập sai"
    programme_id: int
    support_id: int


@dataclass(frozen=True, kw_only=True)
class ReportOpened(Event):
    """The account of a year was begun as a draft."""

    label: ClassVar[str] = "Bắt đầu soạn báo cáo"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportSent(Event):
    """A draft was sent to the sections' readers for comment."""

    label: ClassVar[str] = "Gửi báo cáo lấy ý kiến"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Event):
    """A report went back to its drafters, from review or after its figures had changed."""

    label: ClassVar[str] = "Trả báo cáo để soạn lại"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportSigned(Event):
    """A head signed off the figures of a report."""

    label: ClassVar[str] = "Duyệt báo cáo"
    year: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class ReportFrozen(Event):
    """The figures of a report were kept; from now on it reprints them whatever is corrected later."""

    label: ClassVar[str] = "Chốt số liệu báo cáo"
    public: ClassVar[bool] = True
    year: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class ReportCommented(Event):
    """An officer commented on a section of a report; the words stand in the comment."""

    label: ClassVar[str] = "Góp ý báo cáo"
    year: int
    section: Code
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class FigureAnnotated(Event):
    """An officer left a note on a figure in a period; the words stand in the note."""

    label: ClassVar[str] = "Ghi chú số liệu"
    indicator: Code
    period: Code
    annotation_id: int


@dataclass(frozen=True, kw_only=True)
class ThresholdCrossed(Event):
    """A figure went past its threshold; the named roles are told once."""

    label: ClassVar[str] = "Số liệu vượt ngưỡng"
    rule: Code
    indicator: Code
    told: int


@dataclass(frozen=True, kw_only=True)
class ThresholdCleared(Event):
    """A figure came back behind its threshold."""

    label: ClassVar[str] = "Số liệu về trong ngưỡng"
    rule: Code
    indicator: Code


@dataclass(frozen=True, kw_only=True)
class OutlinesImported(Event):
    """Outlines of units for maps were read from a file; `unmatched` shapes named no known unit."""

    label: ClassVar[str] = "Nạp ranh giới bản đồ"
    outlines: int
    unmatched: int
