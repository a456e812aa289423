from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class FigureAnnotated(Event):
    """An officer left a note on a figure in a period; the words stand in the note."""

    label: ClassVar[str] = "Ghi chú số liệu"
    indicator: Code
    period: Code
    annotation_id: int
