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
class DataSetsLoaded(Event):
    """Elements, data sets, rules and who reports them were brought up to date with the program and the pack."""

    label: ClassVar[str] = "Nạp biểu báo cáo, số liệu nhập"
    public: ClassVar[bool] = True
    elements: int
    data_sets: int
    rules: int


@dataclass(frozen=True, kw_only=True)
class CriteriaPublished(Event):
    """A version of a set of criteria came into use; what was assessed by an earlier one keeps it."""

    label: ClassVar[str] = "Ban hành bộ tiêu chí"
    public: ClassVar[bool] = True
    criteria: Code
    version: int


@dataclass(frozen=True, kw_only=True)
class ReportRegimesLoaded(Event):
    """The periodic reports that agencies owe were brought up to date with the pack."""

    label: ClassVar[str] = "Nạp chế độ báo cáo định kỳ"
    public: ClassVar[bool] = True
    regimes: int
