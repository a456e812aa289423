"""What happens to the resources of a dataset beside its table."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ResourceProposed(Event):
    """A file, link or service of a dataset waits for the data officer; `replaces` says that it is to take another's place."""

    label: ClassVar[str] = "Gửi tệp, liên kết của bộ dữ liệu"
    dataset: Code
    resource: UUID
    kind: Code
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class ResourcePublished(Event):
    """A file, link or service is shown to readers; `released` says that it was so by a reasoned release."""

    label: ClassVar[str] = "Công bố tệp, liên kết của bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    resource: UUID
    released: bool


@dataclass(frozen=True, kw_only=True)
class ResourceRejected(Event):
    """The data officer did not approve a file, link or service."""

    label: ClassVar[str] = "Không duyệt tệp, liên kết của bộ dữ liệu"
    dataset: Code
    resource: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceDropped(Event):
    """A writer gave up what waited."""

    label: ClassVar[str] = "Bỏ tệp, liên kết đang chờ duyệt"
    dataset: Code
    resource: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceErased(Event):
    """The days of what was refused, dropped, replaced or withdrawn are over: its file and words are erased."""

    label: ClassVar[str] = "Xoá tệp, liên kết không còn công bố"
    dataset: Code
    resource: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceWithdrawn(Event):
    """A file, link or service is no longer shown."""

    label: ClassVar[str] = "Thôi công bố tệp, liên kết của bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    resource: UUID


@dataclass(frozen=True, kw_only=True)
class ResourcesOrdered(Event):
    """The resources of a dataset stand in another order."""

    label: ClassVar[str] = "Xếp lại tệp, liên kết của bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    resources: int
