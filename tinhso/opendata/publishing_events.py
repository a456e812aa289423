"""What happens on the publisher's side of open data."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

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
class DataReceived(Event):
    """A file for a dataset is wholly here, or its link was named; a worker is going to read it."""

    label: ClassVar[str] = "Nhận tệp dữ liệu"
    dataset: Code
    intake: UUID
    octets: int


@dataclass(frozen=True, kw_only=True)
class DataUnderstood(Event):
    """A file was read: so many rows, so many lines that were not understood; `held` for personal data that it may hold."""

    label: ClassVar[str] = "Đọc xong tệp dữ liệu"
    dataset: Code
    intake: UUID
    rows: int
    rejected: int
    held: bool


@dataclass(frozen=True, kw_only=True)
class IntakeFailed(Event):
    """A file could not be read; its page says why."""

    label: ClassVar[str] = "Không đọc được tệp dữ liệu"
    dataset: Code
    intake: UUID


@dataclass(frozen=True, kw_only=True)
class IntakeCancelled(Event):
    """A file was given up before it was published."""

    label: ClassVar[str] = "Hủy lần nhận dữ liệu"
    dataset: Code
    intake: UUID


@dataclass(frozen=True, kw_only=True)
class IntakeReleased(Event):
    """The data officer released a file that was held for personal data, with a reason."""

    label: ClassVar[str] = "Cho phép công bố dữ liệu bị tạm giữ"
    public: ClassVar[bool] = True
    dataset: Code
    intake: UUID


@dataclass(frozen=True, kw_only=True)
class DataVersionRestored(Event):
    """The rows of an earlier version were published again as a new one."""

    label: ClassVar[str] = "Khôi phục phiên bản dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    number: int
    restored: int


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


@dataclass(frozen=True, kw_only=True)
class NationalDeliveryQueued(Event):
    """A list or records wait to be delivered to data.gov.vn."""

    label: ClassVar[str] = "Xếp hàng gửi Cổng dữ liệu quốc gia"
    public: ClassVar[bool] = True
    messages: int


@dataclass(frozen=True, kw_only=True)
class NationalDeliveryEnded(Event):
    """A message to data.gov.vn was received there, refused, or given up after several tries."""

    label: ClassVar[str] = "Kết quả gửi Cổng dữ liệu quốc gia"
    public: ClassVar[bool] = True
    delivery_id: int
    outcome: Code


@dataclass(frozen=True, kw_only=True)
class DatasetReviewed(Event):
    """The data officer looked a dataset over again: it is still right and still to be open."""

    label: ClassVar[str] = "Rà soát bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code


@dataclass(frozen=True, kw_only=True)
class SchemaDeclared(Event):
    """Data of a dataset are from now on checked against a declared schema of so many fields; 0 removes it."""

    label: ClassVar[str] = "Khai lược đồ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
    fields: int


@dataclass(frozen=True, kw_only=True)
class ApiTokenMade(Event):
    """An agency's publisher made a key for a program that writes."""

    label: ClassVar[str] = "Tạo khóa ghi dữ liệu mở"
    token_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(Event):
    """A key for a program that writes was revoked."""

    label: ClassVar[str] = "Thu hồi khóa ghi dữ liệu mở"
    token_id: int
    agency_id: int
