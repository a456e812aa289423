from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SupportIncidentReported(Event):
    """An officer reported an incident of a shared system; `severity` is the reporter's own."""

    label: ClassVar[str] = "Báo sự cố phần mềm dùng chung"
    agency_id: int
    system: Code
    severity: Code


@dataclass(frozen=True, kw_only=True)
class SupportIncidentClassified(Event):
    """The desk said how severe it is, and with that how long it has; said anew, the time counts from the receipt."""

    label: ClassVar[str] = "Phân loại mức độ"
    severity: Code


@dataclass(frozen=True, kw_only=True)
class SupportMessageWritten(Event):
    """Reporter or desk wrote to the other; `part` says what it is."""

    label: ClassVar[str] = "Trao đổi về sự cố"
    message_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class SupportIncidentResolved(Event):
    """The desk says that it is resolved, and whether it was a cyber incident (sự cố an toàn thông tin mạng)."""

    label: ClassVar[str] = "Đã khắc phục, chờ người báo xác nhận"
    cyber: bool
    known_error_id: int | None


@dataclass(frozen=True, kw_only=True)
class SupportIncidentConfirmed(Event):
    """The reporter confirmed that it is resolved, with 1 to 5 stars."""

    label: ClassVar[str] = "Người báo xác nhận"
    stars: int


@dataclass(frozen=True, kw_only=True)
class SupportIncidentLeftUnconfirmed(Event):
    """The reporter said nothing within the days of the rule: the resolution counts."""

    label: ClassVar[str] = "Hết hạn xác nhận, coi là đã khắc phục"


@dataclass(frozen=True, kw_only=True)
class SupportIncidentReopened(Event):
    """The reporter says that it is not resolved: the desk's time goes on."""

    label: ClassVar[str] = "Người báo yêu cầu xử lý tiếp"
    times: int


@dataclass(frozen=True, kw_only=True)
class SupportDuplicateNoted(Event):
    """The desk turned it away because another incident tells of the same."""

    label: ClassVar[str] = "Trùng với sự cố khác"
    same_as_id: int


@dataclass(frozen=True, kw_only=True)
class KnownErrorRegistered(Event):
    """The desk wrote down an error that many incidents come from, with a way to work meanwhile."""

    known_error_id: int
    system: Code


@dataclass(frozen=True, kw_only=True)
class KnownErrorEnded(Event):
    """The error is mended."""

    known_error_id: int
