from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class Dhis2Imported(Event):
    """A file of DHIS2 was taken in: objects of metadata, and data values of which some were only kept."""

    label: ClassVar[str] = "Nhập tệp DHIS2"
    objects: int
    values: int
    kept: int
