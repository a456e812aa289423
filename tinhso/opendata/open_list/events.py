from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class OpenDataListEntered(Event):
    """The chairman's decision that lists the open data was entered with its lines."""

    label: ClassVar[str] = "Nhập danh mục dữ liệu mở"
    public: ClassVar[bool] = True
    list_id: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class DatasetOpened(Event):
    """A dataset became open to everybody by its line in the list."""

    label: ClassVar[str] = "Mở bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    line: int


@dataclass(frozen=True, kw_only=True)
class DatasetWithdrawn(Event):
    """A dataset ceased to be open; its versions are kept."""

    label: ClassVar[str] = "Thôi mở bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code


@dataclass(frozen=True, kw_only=True)
class TablesDeclared(Event):
    """The tables that systems offer were brought in line with the program; new ones are drafts."""

    label: ClassVar[str] = "Nạp các bảng dữ liệu của chương trình"
    public: ClassVar[bool] = True
    datasets: int
