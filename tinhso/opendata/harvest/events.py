from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class SourceEntered(Event):
    """A catalogue elsewhere was named for harvesting."""

    label: ClassVar[str] = "Khai nguồn thu thập dữ liệu"
    source_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class SourceHarvested(Event):
    """A catalogue elsewhere was read: datasets made, changed and no longer found there."""

    label: ClassVar[str] = "Thu thập dữ liệu từ nguồn ngoài"
    source_id: int
    made: int
    changed: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class SourceFailed(Event):
    """A catalogue elsewhere could not be read."""

    label: ClassVar[str] = "Không thu thập được từ nguồn ngoài"
    source_id: int
