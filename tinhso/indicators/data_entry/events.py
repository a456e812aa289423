"""What happens to reports of agencies: numbers are entered, explained, looked at again, and go their way to approval."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


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
class ValuesExplained(Event):
    """Why numbers are far from what was expected was written down; the words stand with the numbers."""

    label: ClassVar[str] = "Ghi lý do số liệu khác thường"
    entry_id: int
    data_set: Code
    period: Code
    values: int


@dataclass(frozen=True, kw_only=True)
class ValuesConfirmed(Event):
    """A second person looked at numbers that are far from what was expected, and found them right."""

    label: ClassVar[str] = "Xác nhận số liệu khác thường"
    entry_id: int
    data_set: Code
    period: Code
    values: int
