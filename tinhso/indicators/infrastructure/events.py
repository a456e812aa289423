from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class NetworkOperatorEntered(Event):
    """An operator of stations, lines or points was entered."""

    label: ClassVar[str] = "Nhập doanh nghiệp, đơn vị vận hành hạ tầng"
    operator_id: int


@dataclass(frozen=True, kw_only=True)
class InfrastructureItemEntered(Event):
    """A row of a register of digital infrastructure was entered by hand."""

    label: ClassVar[str] = "Nhập dòng của sổ hạ tầng số"
    item_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class InfrastructureItemRevised(Event):
    """A row was mended; where a counted column changed, `item_id` is the row that follows `before_id` from that day on."""

    label: ClassVar[str] = "Sửa dòng của sổ hạ tầng số"
    item_id: int
    before_id: int


@dataclass(frozen=True, kw_only=True)
class InfrastructureItemEnded(Event):
    """A row was ended: no longer in use from a day on."""

    label: ClassVar[str] = "Kết thúc dòng của sổ hạ tầng số"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class OperatorTableReceived(Event):
    """A table of an operator was received and read; nothing of it is in the register yet."""

    label: ClassVar[str] = "Nhận bảng của doanh nghiệp"
    table_id: int
    kind: Code
    rows: int
    unread: int


@dataclass(frozen=True, kw_only=True)
class OperatorTableImported(Event):
    """A table was imported into its register; lines that were not understood stayed out."""

    label: ClassVar[str] = "Nhập bảng của doanh nghiệp vào sổ"
    table_id: int
    added: int
    changed: int
    ended: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class OperatorTablesErased(Event):
    """Tables that nobody imported went, with their files, when their days were over."""

    label: ClassVar[str] = "Xóa bảng đã nhận mà không nhập"
    tables: int


@dataclass(frozen=True, kw_only=True)
class SignalVillageEntered(Event):
    """A village without signal, or with a patchy one, was entered with the day by which an operator is to cover it."""

    label: ClassVar[str] = "Ghi thôn chưa có sóng"
    place_id: int
    operator_id: int
    signal: Code
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SignalChecked(Event):
    """What the signal in a village was on a day; words and evidence stand with the check."""

    label: ClassVar[str] = "Kiểm tra sóng"
    check_id: int
    signal: Code
    operator_id: int


@dataclass(frozen=True, kw_only=True)
class SignalReportsSummed(Event):
    """How many reports about missing signal a commune had in a month, as it is known now."""

    label: ClassVar[str] = "Cộng phản ánh không có sóng"
    place_id: int
    month: Code
    reports: int
