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
class CriteriaPublished(Event):
    """A version of a set of criteria came into use; what was assessed by an earlier one keeps it."""

    label: ClassVar[str] = "Ban hành bộ tiêu chí"
    public: ClassVar[bool] = True
    criteria: Code
    version: int
