"""What officers change of their own worklist."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class FilterSaved(Event):
    """An officer kept a filter of the own worklist."""

    label: ClassVar[str] = "Lưu bộ lọc việc"
    public: ClassVar[bool] = False
    filter_id: int


@dataclass(frozen=True, kw_only=True)
class FilterDropped(Event):
    """An officer dropped a filter of the own worklist."""

    label: ClassVar[str] = "Bỏ bộ lọc việc"
    public: ClassVar[bool] = False
    filter_id: int
