from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tinhso.kernel.events.public import Code, Event


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
class ReadingCorrected(Event):
    """Somebody said how a file is to be read; `choices` is the SHA-256 of all that was said (`Intake.wish`)."""

    label: ClassVar[str] = "Chỉnh cách đọc tệp dữ liệu"
    dataset: Code
    intake: UUID
    choices: Code


@dataclass(frozen=True, kw_only=True)
class ReadingConfirmed(Event):
    """Somebody said that a reading is right which looks implausible: one_column, no_heading, few_names, short_heading, encoding, refused, latitude, longitude."""

    label: ClassVar[str] = "Xác nhận cách đọc tệp dữ liệu"
    dataset: Code
    intake: UUID
    doubt: Code
