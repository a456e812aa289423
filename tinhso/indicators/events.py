"""What happens to indicators."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


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
