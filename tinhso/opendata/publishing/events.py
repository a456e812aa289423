from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DatasetDrafted(Event):
    """An agency's publisher began a dataset with its first description."""

    label: ClassVar[str] = "Soạn bộ dữ liệu mới"
    dataset: Code
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class EditionSaved(Event):
    """A description of a dataset was written or changed as a draft."""

    label: ClassVar[str] = "Soạn phiên bản mô tả"
    dataset: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionSent(Event):
    """A description was sent to the data officer for approval."""

    label: ClassVar[str] = "Gửi duyệt mô tả bộ dữ liệu"
    dataset: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionRecalled(Event):
    """A description that was sent or approved was taken back before it took effect, to be written on."""

    label: ClassVar[str] = "Rút lại mô tả bộ dữ liệu"
    dataset: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionReturned(Event):
    """A description went back with a remark: the data officer's, or why it could not take effect at its hour."""

    label: ClassVar[str] = "Trả lại mô tả bộ dữ liệu"
    dataset: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionDropped(Event):
    """A description was given up before it took effect."""

    label: ClassVar[str] = "Bỏ phiên bản mô tả"
    dataset: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionApproved(Event):
    """The data officer approved a description, which takes effect at once or at `publish_at`."""

    label: ClassVar[str] = "Duyệt mô tả bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    number: int
    publish_at: datetime


@dataclass(frozen=True, kw_only=True)
class EditionPublished(Event):
    """A description took effect; `renamed` says that the address changed and the former one leads on."""

    label: ClassVar[str] = "Công bố phiên bản mô tả"
    public: ClassVar[bool] = True
    dataset: Code
    number: int
    renamed: bool


@dataclass(frozen=True, kw_only=True)
class SchemaDeclared(Event):
    """Data of a dataset are from now on checked against a declared schema of so many fields; 0 removes it."""

    label: ClassVar[str] = "Khai lược đồ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    fields: int


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    """A dataset that was never open was given up by its writers."""

    label: ClassVar[str] = "Bỏ dự thảo bộ dữ liệu"
    dataset: Code


@dataclass(frozen=True, kw_only=True)
class TableAdded(Event):
    """A dataset gets a further table with that number, without rows yet."""

    label: ClassVar[str] = "Thêm bảng vào bộ dữ liệu"
    dataset: Code
    table: int


@dataclass(frozen=True, kw_only=True)
class TableWithdrawn(Event):
    """A further table of a dataset is not shown any more."""

    label: ClassVar[str] = "Thôi công bố một bảng của bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    table: int


@dataclass(frozen=True, kw_only=True)
class TableErased(Event):
    """The days of a withdrawn table are over: the files of its versions are erased."""

    label: ClassVar[str] = "Xoá dữ liệu của bảng đã thôi công bố"
    dataset: Code
    table: int
    versions: int
