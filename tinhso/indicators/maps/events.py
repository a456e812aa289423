from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class OutlinesImported(Event):
    """Outlines of units for maps were read from a file; `unmatched` shapes named no known unit."""

    label: ClassVar[str] = "Nạp ranh giới bản đồ"
    outlines: int
    unmatched: int
