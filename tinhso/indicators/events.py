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
class DataSetsLoaded(Event):
    """Elements, data sets, rules and who reports them were brought up to date with the program and the pack."""

    label: ClassVar[str] = "Nạp biểu báo cáo, số liệu nhập"
    public: ClassVar[bool] = True
    elements: int
    data_sets: int
    rules: int


@dataclass(frozen=True, kw_only=True)
class ValuesEntered(Event):
    """Numbers of a report were entered, changed or taken back; each is a revision of its own."""

    label: ClassVar[str] = "Nhập số liệu"
    entry_id: int
    data_set: Code
    period: Code
    values: int


@dataclass(frozen=True, kw_only=True)
class EntryCompleted(Event):
    """The agency said that a report is complete; where approval is asked it now waits for the head."""

    label: ClassVar[str] = "Báo cáo đủ"
    entry_id: int
    data_set: Code
    period: Code
    on_time: bool


@dataclass(frozen=True, kw_only=True)
class EntryApproved(Event):
    """The head approved a report; its values count from now on."""

    label: ClassVar[str] = "Duyệt báo cáo"
    entry_id: int
    data_set: Code
    period: Code


@dataclass(frozen=True, kw_only=True)
class EntryReturned(Event):
    """The head gave a report back to be mended; why stands with the report."""

    label: ClassVar[str] = "Trả lại báo cáo"
    entry_id: int
    data_set: Code
    period: Code


@dataclass(frozen=True, kw_only=True)
class EntryLocked(Event):
    """An approved report was locked."""

    label: ClassVar[str] = "Khóa báo cáo"
    entry_id: int
    data_set: Code
    period: Code


@dataclass(frozen=True, kw_only=True)
class EntryUnlocked(Event):
    """An agency above opened a report again; why stands with the report. Figures keep what was approved."""

    label: ClassVar[str] = "Mở khóa báo cáo"
    entry_id: int
    data_set: Code
    period: Code


@dataclass(frozen=True, kw_only=True)
class Dhis2Imported(Event):
    """A file of DHIS2 was taken in: objects of metadata, and data values of which some were only kept."""

    label: ClassVar[str] = "Nhập tệp DHIS2"
    objects: int
    values: int
    kept: int
