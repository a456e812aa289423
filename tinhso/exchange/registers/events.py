"""What happens to the two registers of shared data."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SharedDatasetEntered(Event):
    """A line of the list of shared data was entered; one of the same code before it ended."""

    label: ClassVar[str] = "Ghi danh mục dữ liệu dùng chung"
    dataset: Code
    holder_id: int


@dataclass(frozen=True, kw_only=True)
class DictionaryTermEntered(Event):
    """A word came into the dictionary of shared data."""

    label: ClassVar[str] = "Ghi từ điển dữ liệu dùng chung"
    term: Code


@dataclass(frozen=True, kw_only=True)
class FieldMapped(Event):
    """A field of a service was told to be a word of the dictionary."""

    label: ClassVar[str] = "Ánh xạ trường dữ liệu"
    service_id: int
    term: Code
