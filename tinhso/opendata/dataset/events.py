from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DataVersionPublished(Event):
    """New rows of a dataset were published as a version that never changes."""

    label: ClassVar[str] = "Công bố phiên bản dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    number: int
    rows: int
