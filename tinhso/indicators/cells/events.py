from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CellsCompared(Event):
    """The cells of a measure were compared with their rows; `differing` of them were not the same."""

    label: ClassVar[str] = "Đối chiếu số gộp với từng dòng"
    public: ClassVar[bool] = True
    measure: Code
    cells: int
    differing: int
